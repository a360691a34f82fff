package pk.rabta.notify;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.Outbox;
import pk.rabta.protection.LookupHash;
import pk.rabta.registry.PersonHidden;

/**
 * Webhooks about a person's cases and consents, which name no referral, are voided where they wait. Whatever escapes,
 * such as one that is written at this moment, is withheld by its claim, which reads the event again.
 */
@Component
class HiddenEvents {

    private final JdbcClient jdbc;
    private final LookupHash hash;
    private final Outbox outbox;
    private final Clock clock;

    HiddenEvents(JdbcClient jdbc, LookupHash hash, Outbox outbox, Clock clock) {
        this.jdbc = jdbc;
        this.hash = hash;
        this.outbox = outbox;
        this.clock = clock;
    }

    private record Line(String subscription, String id) {}

    @EventListener
    @Order(7)
    void withhold(PersonHidden hidden) {
        List<Line> lines = jdbc.sql("""
                select s.id as subscription, x.id from subscription s join (
                  select client_id, id from case_file where victim_id = :victim union all
                  select client_id, id from consent where victim_id = :victim) x on x.client_id = s.client_id
                where s.status = 'ACTIVE'""").param("victim", hidden.victimId())
                .query((row, n) -> new Line(row.getString(1), row.getString(2))).list();
        Set<UUID> groups = lines.stream().map(line -> hash.orderGroup(line.subscription(), line.id(),
                WebhookFanout.PRIORITY)).collect(Collectors.toSet());
        if (!groups.isEmpty()) {
            outbox.withhold(groups, clock.instant());
        }
    }
}
