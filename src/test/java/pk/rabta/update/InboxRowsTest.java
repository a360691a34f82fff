package pk.rabta.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import pk.rabta.query.ManyRows;

/** However much partners have said, the sweep looks at what is open. */
class InboxRowsTest {

    private static final Instant NEVER = Instant.parse("2100-01-01T00:00:00Z");

    private final ManyRows many = ManyRows.shared();

    @Test
    void what_was_not_applied() {
        Archive archive = new Archive(many.jdbc(), null, null);
        many.looksAtFew(() ->
                assertThat(archive.unprocessed(Instant.parse("2027-01-01T00:00:00Z"), NEVER, 100)).hasSize(3));
    }

    @Test
    void what_was_parked_before_the_start() {
        Archive archive = new Archive(many.jdbc(), null, null);
        many.looksAtFew(() ->
                assertThat(archive.parked(Instant.parse("2026-01-01T00:05:00Z"), NEVER, 100)).hasSize(1));
    }
}
