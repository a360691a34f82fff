package pk.rabta.delivery;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.invariant.Invariant;
import pk.rabta.invariant.Violation;
import pk.rabta.query.Visibility;

/**
 * Nothing waits without a reason that the hub can name: the partner is paused, its breaker open, its hours over, its window
 * full, an earlier message goes first, or others are going out. The first in line that none of it holds back must go.
 */
@Component
class DueGoesOut implements Invariant {

    private static final Duration BOUND = Duration.ofMinutes(5);
    /** Of a slow partner the first may wait for so many turns of its rate. */
    private static final double TURNS = 3;

    private final JdbcClient jdbc;
    private final Relay relay;
    private final SendingRules rules;
    private final FirstInLine line = new FirstInLine();

    DueGoesOut(JdbcClient jdbc, Relay relay, SendingRules rules) {
        this.jdbc = jdbc;
        this.relay = relay;
        this.rules = rules;
    }

    @Override
    public String name() {
        return "due-goes-out";
    }

    @Override
    public String meaning() {
        return "a message that is due, to a destination that is open, leaves within minutes";
    }

    @Override
    public String repair() {
        return "Route relay in GET /v1/admin/routes and health of relay and jms on the management port: without them nothing"
                + " leaves. If they are well, restart one node after the other; what is due stays due";
    }

    @Override
    public List<Violation> violations(Instant now) {
        List<Violation> found = new ArrayList<>();
        for (String destination : relay.due(now)) {
            if (relay.places(destination, now) > 0) {
                first(destination, now).filter(id -> line.standing(destination, id, now).compareTo(bound(destination)) > 0)
                        .ifPresent(id -> found.add(new Violation(id.toString(), "is the first for " + destination
                                + " and does not go", hidden(id))));
            }
        }
        line.looked();
        return found.subList(0, Math.min(MOST, found.size()));
    }

    private Duration bound(String destination) {
        Duration turns = Duration.ofMillis((long) (TURNS * 1000 / rules.of(destination).rate().perSecond()));
        return turns.compareTo(BOUND) > 0 ? turns : BOUND;
    }

    private Optional<UUID> first(String destination, Instant now) {
        return jdbc.sql(Relay.NEXT + " limit 1").param("destination", destination).param("now", Timestamp.from(now))
                .query((row, n) -> row.getObject("id", UUID.class)).optional();
    }

    private boolean hidden(UUID id) {
        return jdbc.sql("select not " + Visibility.ofShownReferral("d.referral_id") + " from delivery d where d.id = :id")
                .param("id", id).query(Boolean.class).optional().orElse(false);
    }
}
