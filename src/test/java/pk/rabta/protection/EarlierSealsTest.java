package pk.rabta.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.batch.file.Spool;
import pk.rabta.sandbox.Secrets;
import pk.rabta.settings.WrongSettingsException;

/** A database of a version that had one master key is taken over whole, also what was not read or sent yet. */
class EarlierSealsTest extends EarlierScene {

    private static final Map<String, String> GOES = Map.of("person", "update person set sealed_key = null",
            "subscription", "delete from subscription", "inbound_message", "update inbound_message set sealed_key = null, "
            + "content = null", "batch_file", "update batch_file set sealed_key = null");

    @Test
    void everythingOpensAsItDoesNow() throws IOException {
        Vault vault = node("current " + one).vault;
        byte[] key = bytes("select sealed_key from person where victim_id = :id", PERSON);
        assertThat(vault.open(key, PERSON, bytes("select snapshot from person where victim_id = :id", PERSON)))
                .isEqualTo(TEXT);
        assertThat(vault.openSecret("subscription:SUB-1", bytes("select secret from subscription where id = :id", "SUB-1")))
                .isEqualTo(SECRET);
        assertThat(content(vault, about, sealedKey(about))).isEqualTo(TEXT);
        assertThat(content(vault, witness, vault.entrusted(sealedKey(witness), "message/" + witness, key, PERSON)))
                .isEqualTo(TEXT);
        assertThat(new Spool(jdbc, vault).read(file).readAllBytes()).hasSize(2 * TEXT.length).startsWith(TEXT);
        for (String table : List.of("batch_row", "batch_pending")) {
            byte[] row = bytes("select content from " + table + " where referral_id = :id", "REF-1");
            assertThat(vault.open(key, PERSON, "batch-row/" + delivery, row)).as(table).isEqualTo(TEXT);
        }
        HubKeys keys = new HubKeys(jdbc, vault, Clock.systemUTC());
        assertThat(keys.get("lookup")).isEqualTo(before.earlier("lookup/1"));
        assertThat(keys.get("sealing")).isEqualTo(before.earlier("sealed/1"));
        assertThat(keys.find("pseudonym/unit")).contains(before.earlier("pseudonym/1/unit"));
    }

    @Test
    void itIsDoneOnceAlsoUnderAnotherCurrentKeyAndTheOldOneMayGo() {
        String young = Secrets.key();
        KeyNode node = node("current " + young, "other " + one);
        byte[] key = bytes("select sealed_key from person where victim_id = :id", PERSON);
        assertThat(MasterKey.idOf(key)).isEqualTo(MasterKey.of(young, "young").id());
        assertThat(new KeyUse(jdbc).rows(before.id())).isZero();
        node("current " + young, "other " + one);
        assertThat(bytes("select sealed_key from person where victim_id = :id", PERSON)).isEqualTo(key);
        assertThat(node.keys.problem()).isNull();
    }

    /** Emptied by a restore that was not whole: keys made anew would find nobody. */
    @Test
    void anEmptyTableOfKeysIsNotFilledAnewWhereAnythingIsOfThem() {
        node("current " + one);
        jdbc.sql("delete from hub_key").update();
        for (String left : List.of("person", "subscription", "inbound_message", "batch_file")) {
            assertThatThrownBy(() -> node("current " + one)).as(left).isInstanceOf(WrongSettingsException.class)
                    .hasMessageContaining("hub_key is empty").hasMessageContaining("Restore");
            jdbc.sql(GOES.get(left)).update();
        }
        jdbc.sql("insert into audit_leaf (id, type, actor, detail, recorded_at, mark) values (gen_random_uuid(), 'test', 'hub', "
                + "'{}', '2026-06-01', '\\x00')").update();
        assertThatThrownBy(() -> node("current " + one)).hasMessageContaining("hub_key is empty");
        assertThat(jdbc.sql("select count(*) from hub_key").query(Integer.class).single()).isZero();
    }

    @Test
    void aWrongKeyStopsTheStartAndChangesNothing() {
        byte[] key = bytes("select sealed_key from person where victim_id = :id", PERSON);
        assertThatThrownBy(() -> node("current " + Secrets.key())).isInstanceOf(WrongSettingsException.class)
                .hasMessageContaining("add the key that was used then");
        assertThat(bytes("select sealed_key from person where victim_id = :id", PERSON)).isEqualTo(key);
        assertThat(jdbc.sql("select count(*) from hub_key").query(Integer.class).single()).isZero();
    }
}
