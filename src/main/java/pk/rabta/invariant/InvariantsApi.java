package pk.rabta.invariant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;

/** What must be true, whether it is, and what to do where it is not. */
@Component("adminInvariants")
public class InvariantsApi {

    private final Invariants invariants;

    InvariantsApi(Invariants invariants) {
        this.invariants = invariants;
    }

    /** All of them, as this node last saw them. */
    public ApiAnswer list(ApiRequest request) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("checkedAt", invariants.checkedAt().toString());
        ArrayNode items = list.putArray("items");
        invariants.all().forEach(invariant -> items.add(view(invariant, request.caller().cleared())));
        return ApiAnswer.ok(list);
    }

    private ObjectNode view(Invariant invariant, boolean cleared) {
        Invariants.Found found = invariants.of(invariant.name());
        List<Violation> shown = found.violations().stream().filter(it -> cleared || !it.hidden()).toList();
        ObjectNode view = JsonNodeFactory.instance.objectNode().put("name", invariant.name())
                .put("meaning", invariant.meaning()).put("repair", invariant.repair()).put("holds", shown.isEmpty());
        if (!shown.isEmpty()) {
            view.put("since", found.since().toString());
        }
        ArrayNode violations = view.putArray("violations");
        shown.forEach(it -> violations.addObject().put("object", it.object()).put("found", it.found()));
        return view;
    }
}
