package pk.rabta.batch.outbound;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.batch.layout.BatchLayouts;
import pk.rabta.delivery.Recall;
import pk.rabta.registry.PersonHidden;

/**
 * Rows about somebody who must not be found any more leave the lists whose upload has not begun: their deliveries are
 * taken back, so the rows hold no longer, and the list is built again without them as it is for a withdrawal. Those of a
 * list whose upload has begun may have left: they hold no longer either, but are asked back as what was sent.
 */
@Component
class HiddenRows {

    private final JdbcClient jdbc;
    private final BatchLayouts layouts;
    private final Recall recall;
    private final Clock clock;

    HiddenRows(JdbcClient jdbc, BatchLayouts layouts, Recall recall, Clock clock) {
        this.jdbc = jdbc;
        this.layouts = layouts;
        this.recall = recall;
        this.clock = clock;
    }

    /**
     * Whoever begins or notes an upload comes before, and its rows may have left, or after, and finds rows that do not hold.
     * While this waits for a list, another may be made in its place: it looks again until it finds none that is not locked.
     */
    @EventListener
    @Order(2)
    void lock(PersonHidden hidden) {
        Set<UUID> locked = new HashSet<>();
        List<UUID> found = lists(hidden.victimId());
        while (locked.addAll(found)) {
            jdbc.sql("select id from batch_file where id = any(:ids) order by id for update")
                    .param("ids", found.toArray(UUID[]::new)).query().listOfRows();
            found = lists(hidden.victimId());
        }
    }

    private List<UUID> lists(String victimId) {
        return jdbc.sql("""
                select id from batch_file where direction = 'OUT' and state in ('SEALED', 'UPLOADING') and id in (
                  select b.file_id from referral r join delivery d on d.referral_id = r.id
                    join batch_row b on b.delivery_id = d.id where r.victim_id = :victim)""")
                .param("victim", victimId).query(UUID.class).list();
    }

    /** To a partner that gets lists, what is claimed and not sent lies here. */
    @EventListener
    @Order(4)
    void strike(PersonHidden hidden) {
        List<String> lists = layouts.withLists();
        if (!lists.isEmpty()) {
            recall.unsent(hidden.victimId(), lists, begun(hidden.victimId()), clock.instant());
        }
    }

    /** Deliveries whose attempt stood in a list that is not one that merely waits. */
    private List<UUID> begun(String victimId) {
        return jdbc.sql("""
                select d.id from referral r join delivery d on d.referral_id = r.id
                  join batch_row b on b.delivery_id = d.id and b.attempt_id = d.attempt_id
                  join batch_file f on f.id = b.file_id
                where r.victim_id = :victim and f.direction = 'OUT' and f.state <> 'SEALED'""")
                .param("victim", victimId).query(UUID.class).list();
    }
}
