package pk.rabta.referral.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.springframework.stereotype.Component;
import pk.rabta.mapping.CodeLists;
import pk.rabta.query.Json;
import pk.rabta.referral.Sealed;

/** Writes entries of a timeline as the contract does. */
@Component
class TimelineView {

    private static final List<String> CONTENT =
            List.of("reason", "outcome", "documentsRequested", "appointment", "hearing", "payment", "note");

    private static final List<String> CLOCK = List.of("clock", "stage", "dueAt", "alternatives");

    private final Sealed sealed;
    private final CodeLists codes;

    TimelineView(Sealed sealed, CodeLists codes) {
        this.sealed = sealed;
        this.codes = codes;
    }

    ObjectNode json(TimelineRows.Entry entry, String victimId) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("at", entry.occurredAt().toString())
                .put("recordedAt", entry.recordedAt().toString()).put("type", entry.type());
        Json.put(json, "transition", entry.transition());
        Json.put(json, "from", entry.from());
        Json.put(json, "to", entry.to());
        if (entry.transition() != null) {
            json.put("implied", entry.implied());
        }
        Json.put(json.putObject("actor").put("kind", entry.actor()), "id", entry.actorId());
        Json.set(json, "businessStatus", entry.detail().get("businessStatus"));
        if (entry.detail().has("clock")) {
            ObjectNode sla = json.putObject("sla");
            CLOCK.forEach(member -> Json.set(sla, member, entry.detail().get(member)));
        }
        ObjectNode content = sealed.open(victimId, entry.content());
        for (String member : CONTENT) {
            Json.set(json, member, content.has(member) ? content.get(member) : code(entry.detail(), member));
        }
        return json;
    }

    /** A code that was kept in the clear, in the shape that its sealed words would have. */
    private JsonNode code(JsonNode detail, String member) {
        JsonNode value = detail.path(member);
        boolean coded = value.isTextual() && (member.equals("reason") || member.equals("outcome"))
                && codes.codes(member).containsKey(value.asText());
        return coded ? JsonNodeFactory.instance.objectNode().put("code", value.asText())
                : value.isArray() ? value : JsonNodeFactory.instance.missingNode();
    }
}
