package pk.rabta.update;

import static org.assertj.core.api.Assertions.assertThat;

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
        UUID id = archive.keep("prosecution-kp", "rest", mapping, "m-" + UUID.randomUUID(), "application/json",
                content.getBytes(StandardCharsets.UTF_8)).id();
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
