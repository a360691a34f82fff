package pk.rabta.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Writes out what schemas refer to, for readers who do not have the other files. The contracts refer in no circles. */
final class PlainSchemas {

    private final Map<String, JsonNode> sources;

    /** @param sources schemas by their {@code $id} */
    PlainSchemas(Map<String, JsonNode> sources) {
        this.sources = sources;
    }

    /** @param root the schema that references without an id mean */
    JsonNode plain(JsonNode schema, JsonNode root) {
        return switch (schema) {
            case ObjectNode object -> members(object, root);
            case ArrayNode array -> {
                ArrayNode items = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> items.add(plain(item, root)));
                yield items;
            }
            default -> schema;
        };
    }

    /** What stands beside a reference outranks what it refers to. */
    private ObjectNode members(ObjectNode schema, JsonNode root) {
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        if (schema.path("$ref").isTextual()) {
            String[] ref = schema.get("$ref").asText().split("#", 2);
            JsonNode other = ref[0].isEmpty() ? root : sources.getOrDefault(ref[0], root);
            plain.setAll((ObjectNode) plain(ref.length < 2 ? other : other.at(ref[1]), other));
        }
        schema.properties().stream().filter(member -> !member.getKey().equals("$ref"))
                .forEach(member -> plain.set(member.getKey(), plain(member.getValue(), root)));
        return plain;
    }
}
