package pk.rabta.update;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.protection.Vault;
import pk.rabta.registry.PersonHidden;

/**
 * What partners sent about somebody who must not be found any more is sealed again, under that person's own key: it goes
 * when the key goes. A message that tells of others too stays under the archive's key, until its retention ends.
 */
@Component
class HiddenCopies {

    private final JdbcClient jdbc;
    private final Vault vault;

    HiddenCopies(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    private record Copy(UUID id, byte[] content) {}

    @EventListener
    @Order(8)
    void seal(PersonHidden hidden) {
        byte @Nullable [] key = jdbc.sql("select sealed_key from person where victim_id = :victim")
                .param("victim", hidden.victimId()).query((row, n) -> row.getBytes(1)).optional().orElse(null);
        if (key == null) {
            return;
        }
        for (Copy copy : copies(hidden.victimId())) {
            byte[] plain = vault.openArchive(copy.id().toString(), copy.content());
            jdbc.sql("update inbound_message set content = :content, sealed_for = :victim where id = :id")
                    .param("content", vault.seal(key, hidden.victimId(), plain)).param("victim", hidden.victimId())
                    .param("id", copy.id()).update();
        }
    }

    /** Those whose updates were all about this person. */
    private List<Copy> copies(String victimId) {
        return jdbc.sql("""
                with told as materialized (
                  select e.inbound_id, count(*) as number from referral r join partner_event e on e.referral_id = r.id
                  where r.victim_id = :victim and r.withheld and e.inbound_id is not null group by e.inbound_id)
                select m.id, m.content from told join inbound_message m on m.id = told.inbound_id
                where m.content is not null and m.sealed_for is null and told.number >= m.applied + m.refused""")
                .param("victim", victimId).query((row, n) -> new Copy(row.getObject(1, UUID.class), row.getBytes(2)))
                .list();
    }
}
