package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import pk.rabta.query.ManyRows;

/** However much waits, or has been sent, a round of the relay looks at a window. */
class RelayRowsTest {

    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    private final ManyRows many = ManyRows.shared();
    private final Relay relay = new Relay(many.jdbc(), null, new BrokerSettings("tcp://x", null, null, 1000,
            Duration.ofSeconds(1), "DLQ"), null, null, null, null, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void who_has_something_due() {
        many.looksAtFew(() -> assertThat(relay.due(NOW)).hasSize(5));
    }

    @Test
    void the_next_for_one_destination() {
        many.looksAtFew(() -> assertThat(relay.take("partner-1", 500, NOW)).hasSize(500));
        many.looksAtFew(() -> assertThat(relay.take("partner-4", 500, NOW)).hasSize(5));
    }

    @Test
    void whom_to_ask_about_what_is_in_doubt() {
        Deliveries deliveries = new Deliveries(many.jdbc(), null);
        many.looksAtFew(() -> assertThat(deliveries.doubtfulDestinations()).containsExactly("partner-3"));
        many.looksAtFew(() -> assertThat(deliveries.nextDoubtful("partner-3", NOW)).isPresent());
    }

    @Test
    void whether_what_is_requested_has_its_request() {
        RequestOfReferral check = new RequestOfReferral(many.jdbc());
        // Requests of these rows are acknowledged, the referrals are not: a hundred are told of.
        many.looksAtFew(RequestOfReferral.SLICE + 1_000, () -> assertThat(check.violations(NOW, List.of())).hasSize(100));
        many.looksAtFew(RequestOfReferral.SLICE + 1_000,
                () -> assertThat(check.violations(NOW, List.of())).as("the next slice").hasSize(100));
    }

    @Test
    void whether_attempts_end() {
        many.looksAtFew(() -> assertThat(new AttemptsEnd(many.jdbc()).violations(NOW, List.of())).isEmpty());
    }
}
