package pk.rabta.update;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.registry.PersonHidden;

/**
 * What partners sent about somebody who must not be found any more goes under that person's own key: it ends when
 * that key ends. A message that tells of others too keeps its own, until its retention ends.
 */
@Component
class HiddenCopies {

    private final JdbcClient jdbc;
    private final Archive archive;

    HiddenCopies(JdbcClient jdbc, Archive archive) {
        this.jdbc = jdbc;
        this.archive = archive;
    }

    @EventListener
    @Order(8)
    void seal(PersonHidden hidden) {
        byte @Nullable [] key = jdbc.sql("select sealed_key from person where victim_id = :victim")
                .param("victim", hidden.victimId()).query((row, n) -> row.getBytes(1)).optional().orElse(null);
        if (key == null) {
            return;
        }
        copies(hidden.victimId()).forEach(id -> archive.entrust(id, hidden.victimId(), key));
    }

    /** Those whose updates were all about this person. */
    private List<UUID> copies(String victimId) {
        return jdbc.sql("""
                with told as materialized (
                  select e.inbound_id, count(*) as number from referral r join partner_event e on e.referral_id = r.id
                  where r.victim_id = :victim and r.withheld and e.inbound_id is not null group by e.inbound_id)
                select m.id from told join inbound_message m on m.id = told.inbound_id
                where m.content is not null and m.sealed_for is null and told.number >= m.applied + m.refused""")
                .param("victim", victimId).query(UUID.class).list();
    }
}
