package pk.rabta.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.protection.Vault;
import pk.rabta.query.Scene;
import pk.rabta.registry.Persons;

/** What partners sent about a protected witness is bound to that person's key, and no administrator sees that it came. */
class HiddenCopiesTest extends Scene {

    @Autowired
    private Persons persons;
    @Autowired
    private Vault vault;
    @Autowired
    private Archive archive;

    /** A message of Bait-ul-Mal that told so many things of a referral, and of others. */
    private UUID inbound(String referral, int updates) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        byte[] key = vault.newKey("message/" + id);
        jdbc.sql("""
                insert into inbound_message (id, partner_id, message_id, channel, sealed_key, content, media_type, state, applied,
                  received_at) values (:id, 'pbm', :text, 'soap', :key, :content, 'text/xml', 'APPLIED', :updates, now())""")
                .param("id", id).param("text", id.toString()).param("updates", updates)
                .param("key", key).param("content", vault.seal(key, "message/" + id, "<a/>".getBytes(StandardCharsets.UTF_8))).update();
        jdbc.sql("""
                insert into partner_event (partner_id, event_id, referral_id, inbound_id, effect, recorded_at)
                values ('pbm', :text, :referral, :id, 'handled', now())""")
                .param("text", id.toString()).param("referral", referral).param("id", id).update();
        return id;
    }

    private byte[] key(UUID id) {
        return jdbc.sql("select sealed_key from inbound_message where id = :id").param("id", id)
                .query((row, n) -> row.getBytes(1)).single();
    }

    private boolean listed(UUID id) {
        return officer.as("ADMIN").get("/v1/admin/inbound?partner=pbm&limit=200").text().contains(id.toString());
    }

    @Test
    void aCopyIsSealedAgainUnderThePersonsKey() {
        UUID id = inbound(refer(MEDICAL), 1);
        assertThat(listed(id)).isTrue();

        persons.flag(victim, Set.of("WITNESS_PROTECTED"));

        assertThatThrownBy(() -> vault.openSecret("message/" + id, key(id))).isInstanceOf(IllegalStateException.class);
        assertThat(archive.open(id)).isEqualTo("<a/>".getBytes(StandardCharsets.UTF_8));
        assertThat(listed(id)).isFalse();
        jdbc.sql("update person set sealed_key = null where victim_id = :id").param("id", victim).update();
        assertThatThrownBy(() -> archive.open(id)).as("without the person's key").isInstanceOf(RuntimeException.class);
    }

    @Test
    void aMessageThatTellsOfOthersTooKeepsItsKey() {
        UUID id = inbound(refer(MEDICAL), 2);
        persons.flag(victim, Set.of("WITNESS_PROTECTED"));
        assertThat(vault.openSecret("message/" + id, key(id))).isNotEmpty();
    }
}
