package pk.rabta.referral.withdrawal;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.registry.Person;

/** Marks the rows about a person as withheld, which locks them. */
@Component
class WithheldRows {

    private final JdbcClient jdbc;

    WithheldRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Marks all of a table.
     *
     * @param table a name, never a value
     */
    void withhold(String table, String victimId) {
        jdbc.sql("update " + table + " set withheld = true where victim_id = :victim and not withheld")
                .param("victim", victimId).update();
    }

    /** Who asked first that a person be hidden no more, and when; nulls where nobody did. */
    record Asked(@Nullable String by, @Nullable Instant at) {}

    /** Locks a hidden person; empty where there is none of that id. */
    Optional<Asked> hidden(String victimId) {
        return jdbc.sql("""
                select release_by, release_at from person
                where victim_id = :victim and :hidden = any(flags) for no key update""")
                .param("victim", victimId).param("hidden", Person.HIDDEN).query((row, n) -> {
                    Timestamp at = row.getTimestamp("release_at");
                    return new Asked(row.getString("release_by"), at == null ? null : at.toInstant());
                }).optional();
    }

    void ask(String victimId, String by, Instant now) {
        jdbc.sql("update person set release_by = :by, release_at = :now where victim_id = :victim")
                .param("by", by).param("now", Timestamp.from(now)).param("victim", victimId).update();
    }

    /** Hides the person no more. The registry is asked before they are next used. */
    void release(String victimId) {
        jdbc.sql("""
                update person set flags = array_remove(flags, :hidden), read_at = null, told = told + 1,
                  release_by = null, release_at = null where victim_id = :victim""")
                .param("hidden", Person.HIDDEN).param("victim", victimId).update();
        for (String table : List.of("consent", "document", "case_file")) {
            jdbc.sql("update " + table + " set withheld = false where victim_id = :victim and withheld")
                    .param("victim", victimId).update();
        }
        // An open one beside another that was recorded meanwhile stays away: a person has one open at a time.
        jdbc.sql("""
                update referral r set withheld = false where r.victim_id = :victim and r.withheld and not exists (
                  select 1 from referral o where o.victim_id = r.victim_id and o.programme_id = r.programme_id
                    and not o.withheld and o.status not in
                      ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR'))""")
                .param("victim", victimId).update();
    }

    /** Ids of the person's withheld referrals, oldest first, whatever became of them. */
    List<String> referrals(String victimId) {
        return jdbc.sql("select id from referral where victim_id = :victim and withheld order by key")
                .param("victim", victimId).query(String.class).list();
    }
}
