package pk.rabta.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubTest;

/** Messages that were archived and never applied. */
@HubTest
class InboxSweepTest {

    @Autowired
    private Archive archive;
    @Autowired
    private InboxSteps inbox;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Clock clock;

    private UUID archived(String mapping, String content) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        archive.keep(new Inbound(id, "prosecution-kp", "m-" + id, mapping, false, null), "rest",
                "application/json", bytes, bytes);
        jdbc.sql("update inbound_message set received_at = :then where id = :id").param("id", id)
                .param("then", Timestamp.from(clock.instant().minus(Duration.ofMinutes(1)))).update();
        return id;
    }

    private String state(UUID id) {
        return jdbc.sql("select state from inbound_message where id = :id").param("id", id).query(String.class).single();
    }

    @Test
    void whatFailsAgainIsParkedAndComesRoundNoMore() {
        UUID unreadable = archived("notice-to-update", "{");
        UUID withoutMapping = archived("no-such-mapping", "{}");
        inbox.sweep();
        assertThat(state(unreadable)).isEqualTo("PARKED");
        assertThat(state(withoutMapping)).isEqualTo("PARKED");
    }

    @Test
    void aMessageWhoseBytesDoNotOpenIsParkedToo() {
        UUID broken = archived("notice-to-update", "{}");
        jdbc.sql("update inbound_message set content = 'no seal' where id = :id").param("id", broken).update();
        inbox.sweep();
        assertThat(state(broken)).isEqualTo("PARKED");
    }
}
