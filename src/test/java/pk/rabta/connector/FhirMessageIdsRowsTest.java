package pk.rabta.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pk.rabta.query.ManyRows;

/** However much a partner has said, a repeat of its last word on a referral is known at once. */
class FhirMessageIdsRowsTest {

    private final ManyRows many = ManyRows.shared();

    @Test
    void the_message_that_made_the_version_that_is_there() {
        FhirMessageIds ids = new FhirMessageIds(many.jdbc());
        many.looksAtFew(() -> {
            many.jdbc().sql("update referral_event set inbound_id = id where referral_id = 'R5'").update();
            assertThat(ids.last("partner-0", "R5", "poll/", "another")).startsWith("poll/2026-01-01 00:05:00");
            assertThat(ids.last("partner-0", "R5", "push/", "another")).isEqualTo("another");
            assertThat(ids.last("partner-1", "R5", "poll/", "another")).isEqualTo("another");
        });
    }
}
