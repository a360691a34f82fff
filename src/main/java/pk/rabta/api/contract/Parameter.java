package pk.rabta.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.Violation;

/**
 * A parameter of an operation.
 *
 * @param name     its name
 * @param in       path, query or header
 * @param required whether it must be there
 * @param type     JSON type of its schema
 * @param fallback value when it is absent
 * @param schema   what it must be
 */
public record Parameter(String name, String in, boolean required, String type, @Nullable Object fallback, SchemaCheck schema) {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    /** How violations name it. */
    String pointer() {
        return switch (in) {
            case "path" -> "{" + name + "}";
            case "query" -> "?" + name;
            default -> name;
        };
    }

    /** Types and checks the text; puts the value, or says what is wrong. */
    public void read(@Nullable String text, Map<String, Object> values, List<Violation> violations) {
        if (text == null) {
            if (fallback != null) {
                values.put(name, fallback);
            } else if (required) {
                violations.add(Rule.REQUIRED.at(pointer()));
            }
            return;
        }
        JsonNode node = node(text);
        List<Violation> found = StrictJson.hides(text) ? List.of(Rule.FORBIDDEN_CHARACTER.at(pointer()))
            : schema.check(node, pointer());
        violations.addAll(found);
        if (found.isEmpty()) {
            values.put(name, value(node));
        }
    }

    private JsonNode node(String text) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (type) {
            case "integer" -> WHOLE.matcher(text).matches()
                ? json.numberNode(Long.parseLong(text)) : json.textNode(text);
            case "boolean" -> text.equals("true") || text.equals("false")
                ? json.booleanNode(Boolean.parseBoolean(text)) : json.textNode(text);
            case "array" -> {
                var array = json.arrayNode();
                for (String item : text.split(",", -1)) {
                    array.add(item);
                }
                yield array;
            }
            default -> json.textNode(text);
        };
    }

    static Object value(JsonNode node) {
        if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(item.textValue()));
            return List.copyOf(items);
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isIntegralNumber() ? (Object) node.longValue() : node.asText();
    }
}
