package pk.rabta.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.query.ManyRows;

/** However much was polled, where to go on is known at once. */
class PollRowsTest {

    private final ManyRows many = ManyRows.shared();
    private final FhirPolling polling = new FhirPolling(null, many.jdbc(),
            Clock.fixed(Instant.parse("2026-02-01T00:00:30Z"), ZoneOffset.UTC));

    @Test
    void the_newest_that_was_read() {
        many.looksAtFew(() -> assertThat(polling.since("partner-0", Map.of("poll-overlap", "0s")))
                .isEqualTo(Instant.parse("2026-02-01T00:00:00Z")));
    }
}
