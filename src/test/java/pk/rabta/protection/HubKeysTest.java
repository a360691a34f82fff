package pk.rabta.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import pk.rabta.settings.WrongSettingsException;

/** The hub's own keys are made once, together; a row of them that is lost is not made anew in silence. */
class HubKeysTest extends KeyScene {

    private static final List<String> NAMES = List.of("audit-checkpoint", "audit-mark", "lookup", "pseudonyms", "sealing",
            "signing");

    private HubKeys start() {
        return new HubKeys(jdbc, node("one", "current " + old).vault, clock);
    }

    private List<String> names() {
        return jdbc.sql("select name from hub_key order by name").query(String.class).list();
    }

    @Test
    void aLostRowStopsTheStartAndIsNamed() {
        byte[] lookup = start().get("lookup");
        for (String name : NAMES) {
            byte[] row = jdbc.sql("delete from hub_key where name = :name returning sealed").param("name", name)
                    .query((found, n) -> found.getBytes(1)).single();
            if (name.equals("pseudonyms")) {
                dispatched();
            } else if (name.equals("audit-mark")) {
                marked();
            }
            assertThatThrownBy(this::start).isInstanceOf(WrongSettingsException.class)
                    .hasMessageContaining("'" + name + "'").hasMessageContaining("hub_key")
                    .hasMessageContaining("Restore");
            assertThat(names()).doesNotContain(name);
            jdbc.sql("insert into hub_key (name, sealed, created_at) values (:name, :sealed, '2026-01-01')")
                    .param("name", name).param("sealed", row).update();
        }
        assertThat(start().get("lookup")).isEqualTo(lookup);
    }

    /** What an earlier version had is taken over without it: until somebody was told a token, it may be new. */
    @Test
    void theKeysOfTokensAndMarksAreMadeBesideOthersUntilOneMayHaveBeenTold() {
        start();
        jdbc.sql("delete from hub_key where name in ('pseudonyms', 'audit-mark')").update();
        start();
        assertThat(names()).isEqualTo(NAMES);
    }

    @Test
    void nodesThatStartAtOnceHaveTheSame() throws Exception {
        KeyNode one = node("one", "current " + old);
        try (ExecutorService starts = Executors.newFixedThreadPool(4)) {
            Callable<byte[]> start = () -> new HubKeys(jdbc, one.vault, clock).get("lookup");
            List<byte[]> keys = starts.invokeAll(List.of(start, start, start, start)).stream().map(Future::resultNow).toList();
            assertThat(keys).allSatisfy(key -> assertThat(key).isEqualTo(keys.getFirst()));
        }
        assertThat(names()).isEqualTo(NAMES);
    }

    private void marked() {
        jdbc.sql("insert into audit_leaf (id, type, actor, detail, recorded_at, mark) values (gen_random_uuid(), 'test', 'hub', "
                + "'{}', '2026-06-01', '\\x00')").update();
    }

    private void dispatched() {
        jdbc.sql("""
                alter table referral drop constraint referral_case_id_fkey, drop constraint referral_consent_id_fkey,
                  drop constraint referral_victim_id_fkey""").update();
        jdbc.sql("""
                insert into referral (key, id, case_id, victim_id, consent_id, partner_id, programme_id, service, phase, urgency,
                  priority, order_group, status, content, client_id, dispatched, created_at, updated_at)
                values (gen_random_uuid(), 'REF-1', '-', '-', '-', 'unit', '-', '-', '-', '-', 4, gen_random_uuid(),
                  'REQUESTED', '', '-', true, '2026-06-01', '2026-06-01')""").update();
    }
}
