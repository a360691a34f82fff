package pk.rabta.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.referral.exchange.Came;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Seeds;

/** Under which key an archived message stands. */
@HubTest
class ArchiveKeyTest {

    private static final byte[] TEXT = "{\"said\": \"about a person\"}".getBytes(StandardCharsets.UTF_8);

    @Autowired
    private Archive archive;
    @Autowired
    private Seeds seeds;
    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void clear() {
        jdbc.sql("delete from inbound_message where partner_id = 'archive-test'").update();
    }

    @Test
    void aMessageAboutOnePersonEndsWithTheirKey() {
        String person = seeds.person();
        Inbound message = keep();
        assertThat(archive.open(message.id())).isEqualTo(TEXT);
        archive.attribute(message, Set.of(), Set.of(person));
        archive.attribute(message, Set.of(), Set.of(person));
        assertThat(archive.open(message.id())).isEqualTo(TEXT);
        assertThat(victim(message)).isEqualTo(person);
        jdbc.sql("update person set sealed_key = null where victim_id = :id").param("id", person).update();
        assertThatThrownBy(() -> archive.open(message.id())).hasMessageContaining("are over");
    }

    @Test
    void aMessageAboutSeveralKeepsAKeyOfItsOwn() {
        Inbound message = keep();
        archive.attribute(message, Set.of(), Set.of(seeds.person(), seeds.person()));
        assertThat(victim(message)).isNull();
        assertThat(archive.open(message.id())).isEqualTo(TEXT);
        jdbc.sql("update inbound_message set sealed_key = null where id = :id").param("id", message.id()).update();
        assertThatThrownBy(() -> archive.open(message.id())).hasMessageContaining("are over");
    }

    private Inbound keep() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return archive.keep(new Inbound(id, "archive-test", "m-" + id, null, false, Came.AT_ONCE, null), "rest",
                "application/json", TEXT, TEXT);
    }

    private String victim(Inbound message) {
        return jdbc.sql("select sealed_for from inbound_message where id = :id").param("id", message.id())
                .query((row, n) -> row.getString(1)).optional().orElse(null);
    }
}
