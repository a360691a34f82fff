package pk.rabta.invariant;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The last look at each invariant, in the database: whichever node looked, all of them know. */
@Component
class Looks {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Looks(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** By the name of the invariant; those that were never looked at are not there. */
    Map<String, Look> all() {
        Map<String, Look> looks = new HashMap<>();
        jdbc.sql("select invariant, looked_at from invariant_look")
                .query((row, n) -> looks.put(row.getString("invariant"),
                        new Look(row.getTimestamp("looked_at").toInstant(), new ArrayList<>()))).list();
        // A flag that came after the look counts at once.
        jdbc.sql("""
                select v.invariant, v.object, v.found, v.since, v.hidden or exists (select 1 from referral r where r.withheld
                  and (r.id = v.object or r.id = (select d.referral_id from delivery d where d.id =
                    case when v.object ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then cast(v.object as uuid) end))) as hidden
                from invariant_violation v order by v.since, v.object""").query((row, n) -> {
            Look look = looks.get(row.getString("invariant"));
            return look != null && look.found().add(new Look.Found(new Violation(row.getString("object"),
                    row.getString("found"), row.getBoolean("hidden")), row.getTimestamp("since").toInstant()));
        }).list();
        return looks;
    }

    /** In place of the last look; what was found before stays known since then. */
    void keep(String invariant, List<Violation> found, Instant now) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                    insert into invariant_look (invariant, looked_at) values (:invariant, :now)
                    on conflict (invariant) do update set looked_at = :now""")
                    .param("invariant", invariant).param("now", Timestamp.from(now)).update();
            jdbc.sql("delete from invariant_violation where invariant = :invariant and object <> all(:objects)")
                    .param("invariant", invariant)
                    .param("objects", found.stream().map(Violation::object).toArray(String[]::new)).update();
            found.forEach(violation -> keep(invariant, violation, now));
        });
    }

    private void keep(String invariant, Violation violation, Instant now) {
        jdbc.sql("""
                insert into invariant_violation (invariant, object, found, hidden, since)
                values (:invariant, :object, :found, :hidden, :now)
                on conflict (invariant, object) do update set found = :found, hidden = :hidden""")
                .param("invariant", invariant).param("object", violation.object()).param("found", violation.found())
                .param("hidden", violation.hidden()).param("now", Timestamp.from(now)).update();
    }
}
