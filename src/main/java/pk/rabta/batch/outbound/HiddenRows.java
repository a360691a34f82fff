package pk.rabta.batch.outbound;

import java.time.Clock;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.batch.layout.BatchLayouts;
import pk.rabta.delivery.Recall;
import pk.rabta.registry.PersonHidden;

/**
 * Rows about somebody who must not be found any more leave the lists that were not uploaded: their deliveries are taken
 * back, so the rows hold no longer, and the list is built again without them as it is for a withdrawal.
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

    /** Whoever notes a list as uploaded comes before, and its rows have left, or after, and finds rows that do not hold. */
    @EventListener
    @Order(2)
    void lock(PersonHidden hidden) {
        jdbc.sql("""
                select id from batch_file where direction = 'OUT' and state = 'SEALED' and id in (
                  select b.file_id from referral r join delivery d on d.referral_id = r.id
                    join batch_row b on b.delivery_id = d.id where r.victim_id = :victim)
                order by id for update""").param("victim", hidden.victimId()).query().listOfRows();
    }

    /** To a partner that gets lists, what is claimed and not sent lies here. */
    @EventListener
    @Order(4)
    void strike(PersonHidden hidden) {
        List<String> lists = layouts.withLists();
        if (!lists.isEmpty()) {
            recall.unsent(hidden.victimId(), lists, clock.instant());
        }
    }
}
