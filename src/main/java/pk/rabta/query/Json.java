package pk.rabta.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes members of answers: what is not there is left out, never null. */
public final class Json {

    private Json() {}

    public static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    public static void put(ObjectNode json, String name, @Nullable Instant time) {
        if (time != null) {
            json.put(name, time.toString());
        }
    }

    /** A copy of a document without members that are null, at any depth; nothing if nothing is left of it. */
    public static void set(ObjectNode json, String name, @Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return;
        }
        JsonNode copy = value.deepCopy();
        strip(copy);
        if (!copy.isContainerNode() || !copy.isEmpty()) {
            json.set(name, copy);
        }
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        node.forEach(Json::strip);
    }
}
