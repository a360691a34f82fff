package pk.rabta.delivery;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import pk.rabta.invariant.Invariant;
import pk.rabta.invariant.Violation;

/** Retry is the database's: the broker gives up on nothing. Its dead letters are ones that the hub does not know how to lose. */
@Component
class NoDeadLetters implements Invariant {

    private final BrokerLink broker;
    private final BrokerSettings settings;

    NoDeadLetters(BrokerLink broker, BrokerSettings settings) {
        this.broker = broker;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "no-dead-letters";
    }

    @Override
    public String meaning() {
        return "the broker's own dead-letter queue is empty";
    }

    @Override
    public String repair() {
        return "Its messages hold ids of deliveries: GET /v1/admin/deliveries/<id> says what became of each; what was published is"
                + " due again after 15 minutes by itself. Then empty the queue at the broker, and look up in its log why it gave up";
    }

    @Override
    public List<Violation> violations(Instant now, List<String> known) {
        String queue = settings.deadLetters();
        OptionalLong messages = broker.holds(queue);
        if (messages.isEmpty()) {
            return List.of(new Violation(queue, "the broker has no such queue: rabta.broker.dead-letters must name the one"
                    + " of its dead-letter-address", false));
        }
        return messages.getAsLong() == 0 ? List.of()
                : List.of(new Violation(queue, "holds " + messages.getAsLong(), false));
    }
}
