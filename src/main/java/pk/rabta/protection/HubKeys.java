package pk.rabta.protection;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.settings.WrongSettingsException;

/**
 * Keys of the hub's own that stay the same when the master key changes: what is found by them must be found for ever.
 * Random, in the database, sealed under the master key. All are made in one statement at the first start; one that is
 * missing later was lost, and a new one in its place would find nobody: the start stops.
 */
@Component
@DependsOn("earlierSeals")
class HubKeys {

    private static final int BYTES = 32;
    private static final List<String> NAMES = List.of("lookup", "signing", "audit-checkpoint", "sealing", "pseudonyms",
            "audit-mark");
    /**
     * Those that an earlier version does not have, each with what shows that it was used: the root of partners' own tokens,
     * by referrals to partners that have no root of their own, as only {@link EarlierSeals} gives them; and the key of the
     * audit's marks, by a mark.
     */
    private static final Map<String, String> LATER = Map.of("pseudonyms", """
            select 1 from referral r where not exists (
              select 1 from hub_key k where k.name = 'pseudonym/' || r.partner_id)""",
            "audit-mark", "select 1 from audit_leaf where mark is not null");

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;

    /** @throws WrongSettingsException where some of the keys are there and others are not */
    HubKeys(JdbcClient jdbc, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
        if (names().isEmpty()) {
            make(NAMES);
        }
        Set<String> there = names();
        if (there.contains(NAMES.getFirst())) {
            List<String> unused = LATER.keySet().stream().filter(name -> !there.contains(name) && !used(name)).toList();
            make(unused);
            there.addAll(unused);
        }
        WrongSettingsException.throwIfAny(NAMES.stream().filter(name -> !there.contains(name)).map(HubKeys::lost).toList());
    }

    /** The key of that name. */
    byte[] get(String name) {
        return find(name).orElseThrow(() -> new WrongSettingsException(lost(name), null));
    }

    /** The key of that name, if there is one. */
    Optional<byte[]> find(String name) {
        return jdbc.sql("select sealed from hub_key where name = :name").param("name", name)
                .query((row, n) -> vault.openSecret("hub/" + name, row.getBytes(1))).optional();
    }

    private Set<String> names() {
        return new HashSet<>(jdbc.sql("select name from hub_key").query(String.class).list());
    }

    /** All of them or none; of several nodes that make them at once, all have those of the first. */
    private void make(List<String> names) {
        jdbc.sql("""
                insert into hub_key (name, sealed, created_at)
                select name, sealed, :now from unnest(cast(:names as text[]), cast(:sealed as bytea[])) n(name, sealed)
                on conflict do nothing""")
                .param("names", names.toArray(String[]::new))
                .param("sealed", names.stream().map(name -> vault.sealSecret("hub/" + name, AesGcm.random(BYTES)))
                        .toArray(byte[][]::new))
                .param("now", Timestamp.from(clock.instant())).update();
    }

    private boolean used(String later) {
        return jdbc.sql("select exists (" + LATER.get(later) + ")").query(Boolean.class).single();
    }

    private static String lost(String name) {
        return "Table hub_key lacks the row '" + name + "', a key of the hub's own that must never change: with a new one "
                + "nothing that the lost one made would be found or hold. Restore this row from a backup of the database, "
                + "with the master key of that time as an 'other' key (src/docs/keys.md), then start again.";
    }
}
