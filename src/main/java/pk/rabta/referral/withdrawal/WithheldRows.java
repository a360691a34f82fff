package pk.rabta.referral.withdrawal;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Partners;
import pk.rabta.registry.Person;

/** Marks the rows about a person as withheld, which locks them. */
@Component
class WithheldRows {

    /** Whether a referral {@code r} is a handler's, whom it stays with when the protection ends. */
    private static final String BY_TOKEN = "r.partner_id = any(:units)";

    private final JdbcClient jdbc;
    private final String[] units;

    WithheldRows(JdbcClient jdbc, Partners partners) {
        this.jdbc = jdbc;
        this.units = partners.ids().stream().filter(id -> partners.get(id).takesTokenOnly()).toArray(String[]::new);
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

    /**
     * Hides the person no more; the registry is asked before they are next used. What was referred to partners that take a
     * token only stays withheld, with its case, and consents that are for such a partner and used for no other: it says
     * where the person was hidden, and is the handler's alone.
     */
    void release(String victimId) {
        jdbc.sql("""
                update person set flags = array_remove(flags, :hidden), read_at = null, told = told + 1,
                  release_by = null, release_at = null where victim_id = :victim""")
                .param("hidden", Person.HIDDEN).param("victim", victimId).update();
        show("document", "", "", victimId);
        // While it was withheld, the notice of its review reached nobody.
        show("consent", ", review_told_at = null", "and not (o.recipients && cast(:units as text[]) and not "
                + referred("consent_id", "not " + BY_TOKEN) + ")", victimId);
        show("case_file", "", "and not (" + referred("case_id", BY_TOKEN) + " and not "
                + referred("case_id", "not " + BY_TOKEN) + ")", victimId);
        // An open one beside another that was recorded meanwhile stays away: a person has one open at a time.
        show("referral", "", """
                and not o.partner_id = any(:units) and not exists (
                  select 1 from referral r where r.victim_id = o.victim_id and r.programme_id = o.programme_id
                    and not r.withheld and r.status not in
                      ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR'))""", victimId);
    }

    /** What is withheld in a table {@code o} and fits is withheld no more; {@code besides} sets more. */
    private void show(String table, String besides, String where, String victimId) {
        jdbc.sql("update " + table + " o set withheld = false" + besides
                + " where o.victim_id = :victim and o.withheld " + where)
                .param("victim", victimId).param("units", units).update();
    }

    private static String referred(String by, String which) {
        return "exists (select 1 from referral r where r." + by + " = o.id and " + which + ")";
    }

    /** Ids of the person's withheld referrals, oldest first, whatever became of them. */
    List<String> referrals(String victimId) {
        return jdbc.sql("select id from referral where victim_id = :victim and withheld order by key")
                .param("victim", victimId).query(String.class).list();
    }
}
