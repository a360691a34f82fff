package pk.rabta.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.PageCursor;
import pk.rabta.notify.EventFeed.Place;

/** Events for tools that cannot receive webhooks. */
@Component("eventDesk")
public class EventsApi {

    private static final String NUMBER = "\\d{1,18}";

    private final EventFeed feed;

    EventsApi(EventFeed feed) {
        this.feed = feed;
    }

    /** A page of the caller's own events; its {@code next} is where to go on, now or later. */
    public ApiAnswer list(ApiRequest request) {
        List<String> after = PageCursor.read(request.textOrNull("after"), NUMBER, NUMBER);
        Place place = after == null ? Place.START
                : new Place(Long.parseLong(after.get(0)), Long.parseLong(after.get(1)));
        List<FeedEvent> events = feed.after(request.caller().clientId(), place, request.list("type"),
                request.number("limit"));
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        var items = page.putArray("items");
        events.forEach(event -> items.add(event.cloudEvent()));
        if (!events.isEmpty()) {
            FeedEvent last = events.getLast();
            page.put("next", PageCursor.of(last.tx(), last.position()));
        } else if (after != null) {
            page.put("next", request.textOrNull("after"));
        }
        return ApiAnswer.ok(page);
    }
}
