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

    private final EventFeed feed;

    EventsApi(EventFeed feed) {
        this.feed = feed;
    }

    /** A page of the caller's own events; its {@code next} is where to go on, now or later, also past others'. */
    public ApiAnswer list(ApiRequest request) {
        List<Long> after = Cursor.numbers(request, 2);
        Place place = after == null ? Place.START : new Place(after.get(0), after.get(1));
        List<FeedEvent> events = feed.after(Reader.of(request.caller()), place, request.list("type"),
                request.number("limit"));
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
