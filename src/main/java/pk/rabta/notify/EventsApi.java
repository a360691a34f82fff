package pk.rabta.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.notify.EventFeed.Place;
import pk.rabta.query.Cursor;

/** Events for tools that cannot receive webhooks. */
@Component("eventDesk")
public class EventsApi {

    /** So many pages of others' events in a row, of so many each, before a page without items is answered after all. */
    private static final int PASSED = 50;
    private static final int MOST = 200;

    private final EventFeed feed;

    EventsApi(EventFeed feed) {
        this.feed = feed;
    }

    /** A page of the caller's own events; its {@code next} is where to go on, now or later, also past others'. */
    public ApiAnswer list(ApiRequest request) {
        List<Long> after = Cursor.numbers(request, 2);
        Place place = after == null ? Place.START : new Place(after.get(0), after.get(1));
        Reader reader = Reader.of(request.caller());
        List<FeedEvent> events = feed.after(reader, place, request.list("type"), request.number("limit"));
        if (events.isEmpty() && feed.isAhead(place)) {
            // It would hear nothing until this database's transactions have come so far.
            throw Cursor.wrong();
        }
        // A reader stops at a page without items, so what is all another office's is passed over here.
        for (int i = 0; i < PASSED && !events.isEmpty() && events.stream().noneMatch(FeedEvent::visible); i++) {
            FeedEvent last = events.getLast();
            place = new Place(last.tx(), last.position());
            List<FeedEvent> more = feed.after(reader, place, request.list("type"), MOST);
            if (more.isEmpty()) {
                break;
            }
            events = more;
        }
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        var items = page.putArray("items");
        events.stream().filter(FeedEvent::visible).forEach(event -> items.add(event.cloudEvent()));
        if (!events.isEmpty()) {
            FeedEvent last = events.getLast();
            page.put("next", Cursor.of(last.tx(), last.position()));
        } else if (after != null) {
            page.put("next", request.textOrNull("after"));
        }
        return ApiAnswer.ok(page);
    }
}
