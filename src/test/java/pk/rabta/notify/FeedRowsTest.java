package pk.rabta.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.notify.EventFeed.Place;
import pk.rabta.query.ManyRows;

/** However long the history is, its readers look at a page. */
class FeedRowsTest {

    private static final Place END = new Place(1_000_000, 0);

    private final ManyRows many = ManyRows.shared();
    private final EventFeed feed = new EventFeed(many.jdbc());

    @ParameterizedTest
    @ValueSource(strings = {"tool", "quiet"})
    void a_page_of_the_feed(String client) {
        many.looksAtFew(() -> {
            assertThat(feed.after(reader(client), Place.START, List.of(), 200)).hasSize(client.equals("tool") ? 200 : 0);
            assertThat(feed.after(reader(client), new Place(50, 0), List.of("referral.requested"), 200))
                    .hasSize(client.equals("tool") ? 200 : 0);
            assertThat(feed.after(reader(client), END, List.of(), 200)).isEmpty();
        });
    }

    private static Reader reader(String client) {
        return new Reader(client, null, null, false);
    }

    @Test
    void what_another_office_recorded_is_marked_and_looks_at_few_rows_too() {
        many.looksAtFew(() -> assertThat(feed.after(new Reader("tool", "no-such-office", null, false), Place.START, List.of(), 200))
                .hasSize(200).filteredOn(FeedEvent::visible).allMatch(event -> event.partner() != null));
    }

    @Test
    void one_event() {
        many.looksAtFew(() -> assertThat(feed.find(new UUID(0, 77), new Reader("tool", null, null, false))).isPresent());
    }

    @Test
    void which_subscriptions_are_behind() {
        Subscriptions subscriptions = new Subscriptions(many.jdbc(), null);
        many.looksAtFew(() -> assertThat(subscriptions.behind()).containsExactly("first"));
    }
}
