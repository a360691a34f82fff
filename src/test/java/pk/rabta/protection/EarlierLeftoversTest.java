package pk.rabta.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import pk.rabta.sandbox.Secrets;
import pk.rabta.settings.WrongSettingsException;

/** What a node of the earlier version writes after the takeover, and which key it was. */
class EarlierLeftoversTest extends EarlierScene {

    private static final String LATE = "VOT-TEST-LATE";

    private static final String NOBODY = "delete from batch_row; delete from batch_pending; delete from subscription; "
            + "delete from inbound_message where sealed_for is not null; delete from referral; delete from person";

    private void late(String id) {
        jdbc.sql("insert into person (victim_id, token, sealed_key, snapshot, created_at) values (:id, :id, :key, "
                        + ":snapshot, now())").param("id", id).param("key", seal("person-keys", id, personKey))
                .param("snapshot", new AesGcm(personKey).seal(TEXT, Vault.bytes(id))).update();
    }

    /** As a database was that had the ring before it refused this. */
    private void unguarded(Runnable writes) {
        for (String table : List.of("person", "inbound_message", "batch_chunk")) {
            jdbc.sql("alter table " + table + " disable trigger user").update();
        }
        writes.run();
        for (String table : List.of("person", "inbound_message", "batch_chunk")) {
            jdbc.sql("alter table " + table + " enable trigger user").update();
        }
    }

    /** So long a start keeps in mind under which key the last one might have sealed something. */
    private void twoMinutesLater() {
        jdbc.sql("update master_key set last_sealed_at = last_sealed_at - interval '2 minutes 1 second'").update();
    }

    @Test
    void whatAnEarlierNodeWouldSealAfterwardsIsRefused() {
        node("current " + one);
        UUID file = UUID.randomUUID();
        jdbc.sql("insert into batch_file (id, partner_id, direction, name, state, created_at, updated_at) values (:id, "
                + "'zakat-pb', 'IN', 'late.csv', 'SPOOLED', now(), now())").param("id", file).update();
        for (Runnable write : List.<Runnable>of(() -> late(LATE),
                () -> message(UUID.randomUUID(), null, seal("archive", "-", TEXT)),
                () -> jdbc.sql("update subscription set secret = :secret where id = 'SUB-1'")
                        .param("secret", seal("archive", "subscription:SUB-1", SECRET)).update(),
                () -> jdbc.sql("insert into batch_chunk (file_id, number, content) values (:id, 0, :content)")
                        .param("id", file).param("content", seal("archive", "batch/" + file + "/0", TEXT)).update())) {
            assertThatThrownBy(write::run).isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("a hub of a version before V16 wrote to ");
        }
    }

    @Test
    void whatItWroteBeforeThatIsTakenOverAtALaterStart() {
        node("current " + one);
        UUID message = UUID.randomUUID();
        unguarded(() -> {
            late(LATE);
            message(message, null, seal("archive", message.toString(), TEXT));
        });
        String young = Secrets.key();
        KeyNode node = node("current " + young, "other " + one);
        byte[] key = bytes("select sealed_key from person where victim_id = :id", LATE);
        assertThat(node.vault.open(key, LATE, bytes("select snapshot from person where victim_id = :id", LATE)))
                .isEqualTo(TEXT);
        assertThat(content(node.vault, message, sealedKey(message))).isEqualTo(TEXT);
        assertThat(node.status.earlier()).isZero();
        byte[] row = bytes("select content from batch_pending where referral_id = :id", "REF-1");
        assertThat(node.vault.open(bytes("select sealed_key from person where victim_id = :id", PERSON), PERSON,
                "batch-row/" + delivery, row)).as("rows that are sealed as now stay").isEqualTo(TEXT);
    }

    @Test
    void whatNoKeyOpensThenIsCountedAndKeepsNeitherTheHubNorTheRestBack() {
        node("current " + one);
        UUID broken = UUID.randomUUID();
        unguarded(() -> {
            late(LATE);
            message(broken, null, seal("archive", "of another message", TEXT));
        });
        KeyNode node = node("current " + one);
        assertThat(node.status.earlier()).isOne();
        byte[] key = bytes("select sealed_key from person where victim_id = :id", LATE);
        assertThat(node.vault.open(key, LATE, bytes("select snapshot from person where victim_id = :id", LATE)))
                .isEqualTo(TEXT);
    }

    @Test
    void aMessageOrAFileProvesTheKeyWhereThereIsNoPersonAndNoWebhook() {
        jdbc.sql(NOBODY).update();
        assertThatThrownBy(() -> node("current " + Secrets.key())).hasMessageContaining("add the key that was used then");
        twoMinutesLater();
        KeyNode node = node("current " + Secrets.key(), "other " + one);
        assertThat(content(node.vault, about, sealedKey(about))).isEqualTo(TEXT);
        assertThat(new HubKeys(jdbc, node.vault, Clock.systemUTC()).get("lookup"))
                .isEqualTo(before.earlier("lookup/1"));
    }

    @Test
    void ofSeveralKeysNoneIsGuessed() {
        jdbc.sql(NOBODY + "; delete from batch_chunk; update inbound_message set content = null").update();
        assertThatThrownBy(() -> node("current " + Secrets.key(), "other " + one))
                .isInstanceOf(WrongSettingsException.class).hasMessageContaining("start once with that key alone");
        twoMinutesLater();
        assertThat(new HubKeys(jdbc, node("current " + one).vault, Clock.systemUTC()).get("lookup"))
                .isEqualTo(before.earlier("lookup/1"));
    }
}
