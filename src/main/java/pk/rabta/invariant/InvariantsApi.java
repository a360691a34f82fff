package pk.rabta.invariant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.query.Json;

/** What must be true, whether it is, and what to do where it is not. */
@Component("adminInvariants")
public class InvariantsApi {

    private final Invariants invariants;
    private final Looks looks;
    private final Instant started;

    InvariantsApi(Invariants invariants, Looks looks, Clock clock) {
        this.invariants = invariants;
        this.looks = looks;
        this.started = clock.instant();
    }

    /** All of them, as they were last looked at by whichever node. */
    public ApiAnswer list(ApiRequest request) {
        Map<String, Look> last = looks.all();
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("checkedAt", Look.oldest(last, invariants.all(), started).toString());
        ArrayNode items = list.putArray("items");
        invariants.all().forEach(invariant -> items.add(view(invariant, last.getOrDefault(invariant.name(), Look.NONE),
                request.caller().cleared())));
        return ApiAnswer.ok(list);
    }

    private static ObjectNode view(Invariant invariant, Look look, boolean cleared) {
        List<Look.Found> shown = look.found().stream().filter(it -> cleared || !it.violation().hidden()).toList();
        int withheld = look.found().size() - shown.size();
        ObjectNode view = JsonNodeFactory.instance.objectNode().put("name", invariant.name())
                .put("meaning", invariant.meaning()).put("repair", invariant.repair())
                .put("holds", look.found().isEmpty());
        Json.put(view, "since", shown.stream().map(Look.Found::since).min(Instant::compareTo).orElse(null));
        if (withheld > 0) {
            view.put("withheld", withheld);
        }
        ArrayNode violations = view.putArray("violations");
        shown.forEach(it -> violations.addObject().put("object", it.violation().object())
                .put("found", it.violation().found()).put("since", it.since().toString()));
        return view;
    }
}
