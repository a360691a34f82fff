package pk.rabta.registry;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Records that are one person's by the registry's word, each kept under another id. What hides one of them hides all, in
 * one transaction, whether the flag or the merge was told first (ADR 18). All rows are locked before anybody is told.
 */
@Component
class Merges {

    /** Any number that nothing else locks. */
    private static final long TURN = 7_361_948_205L;

    private final JdbcClient jdbc;
    private final PersonRows rows;
    private final ApplicationEventPublisher events;

    Merges(JdbcClient jdbc, PersonRows rows, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.events = events;
    }

    /**
     * To be called before any row of a person is locked, where somebody is to be hidden or a merge may be learnt: one
     * transaction at a time, so that of a flag and a merge at once the second finds the first.
     */
    void alone() {
        jdbc.sql("select pg_advisory_xact_lock(:turn)").param("turn", TURN).query().listOfRows();
    }

    /** Hides a person under all ids; does nothing where the hub met none of them. */
    void hide(String victimId) {
        hide(victimId, Set.of());
    }

    /** The row of a person says for the first time, as of now, that they are hidden: so are the other ids. */
    void hidden(String victimId) {
        hide(victimId, Set.of(victimId));
    }

    /** The registry keeps a person under that id. Only where that is new: whom two people showed again stays shown. */
    void learnt(String victimId, String into) {
        boolean learnt = jdbc.sql("""
                update person set kept_as = :into where victim_id = :id and kept_as is distinct from :into""")
                .param("id", victimId).param("into", into).update() == 1;
        if (learnt && jdbc.sql("select exists (select 1 from person where victim_id = any(:ids) and :hidden = any(flags))")
                .param("ids", ids(victimId).toArray(String[]::new)).param("hidden", Person.HIDDEN)
                .query(Boolean.class).single()) {
            hide(victimId);
        }
    }

    private void hide(String victimId, Set<String> already) {
        Set<String> hidden = new TreeSet<>(already);
        List<String> ids = ids(victimId);
        for (String id : ids) {
            if (ids.size() > 1) {
                rows.ensure(id);          // who is asked about at this moment for the first time finds the flag
            }
            if (flag(id)) {
                hidden.add(id);
            }
        }
        hidden.forEach(id -> events.publishEvent(new PersonHidden(id)));
    }

    /** False where there is no such row, or it said so before. */
    private boolean flag(String victimId) {
        return jdbc.sql("""
                update person set read_at = null, told = told + 1, flags_at = clock_timestamp(),
                  flags = array(select distinct f from unnest(flags || cast(:hidden as text)) f order by f)
                where victim_id = :id and not :hidden = any(flags)""")
                .param("id", victimId).param("hidden", Person.HIDDEN).update() == 1;
    }

    /** All ids of a person, also those of whom there is no row; a circle of merges ends where it began. */
    private List<String> ids(String victimId) {
        return jdbc.sql("""
                with recursive one (id) as (
                  select cast(:id as text)
                  union
                  select next.id from one cross join lateral (
                    select p.kept_as as id from person p where p.victim_id = one.id and p.kept_as is not null
                    union all
                    select p.victim_id from person p where p.kept_as = one.id) next)
                select id from one order by id""").param("id", victimId).query(String.class).list();
    }
}
