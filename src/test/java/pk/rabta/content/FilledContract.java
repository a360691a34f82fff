package pk.rabta.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document with every field that a contract has, made from its schema. What is free to be chosen is a mark that stands
 * nowhere else, in Roman or Urdu script; what stands in an open object is marked too.
 */
final class FilledContract {

    /** The member that an open object has beside those that the contract names. */
    static final String UNLISTED = "unlisted";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern ID = Pattern.compile("^\\^([A-Z]{2,3}-)\\[.*");
    private static final String URDU = "ابپتٹجچحخدڈرزسشعغفقکگلمنوہی";
    private static final LocalDate FIRST_DAY = LocalDate.of(1951, 3, 7);

    private final BiFunction<String, JsonNode, Optional<JsonNode>> chosen;
    private final Map<String, String> marks = new LinkedHashMap<>();
    private int number = 100;

    /** @param chosen values that a mark cannot have: by path and schema */
    FilledContract(BiFunction<String, JsonNode, Optional<JsonNode>> chosen) {
        this.chosen = chosen;
    }

    /** @param members schemas of the root's members, with nothing referred to */
    ObjectNode fill(Map<String, JsonNode> members) {
        ObjectNode document = JSON.objectNode();
        members.forEach((name, schema) -> document.set(name, value(name, schema)));
        return document;
    }

    /** Dotted paths by mark. */
    Map<String, String> marks() {
        return marks;
    }

    private JsonNode value(String path, JsonNode schema) {
        if (schema.has("properties") || schema.path("type").asText().equals("object")) {
            return object(path, schema);
        }
        if (path.endsWith("identifiers")) {
            return identifiers(path, schema.at("/items/properties/type/enum"));
        }
        if (schema.has("items")) {
            ArrayNode items = JSON.arrayNode();
            items.add(value(path, schema.get("items")));
            return items;
        }
        Optional<JsonNode> given = chosen.apply(path, schema);
        return given.orElseGet(() -> schema.has("const") ? schema.get("const")
                : schema.has("enum") ? schema.at("/enum/0") : free(path, schema));
    }

    private ObjectNode object(String path, JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        schema.path("properties").properties().forEach(member ->
                object.set(member.getKey(), value(path + "." + member.getKey(), member.getValue())));
        if (schema.path("additionalProperties").asBoolean(true)) {
            object.set(UNLISTED, mark(path + "." + UNLISTED, UnaryOperator.identity()));
        }
        return object;
    }

    /** One of each type, so that it shows which of them leave. */
    private ArrayNode identifiers(String path, JsonNode types) {
        ArrayNode identifiers = JSON.arrayNode();
        for (JsonNode type : types) {
            boolean digits = type.asText().equals("CNIC") || type.asText().equals("BFORM");
            identifiers.addObject().put("type", type.asText()).set("value",
                    mark(path + ".value." + type.asText(), n -> digits ? "99999%07d9".formatted(number) : n));
        }
        return identifiers;
    }

    private JsonNode free(String path, JsonNode schema) {
        String type = schema.path("type").asText();
        if (type.equals("boolean")) {
            return JSON.booleanNode(true);
        }
        if (type.equals("integer")) {
            number++;
            int least = schema.path("minimum").asInt(0);
            return JSON.numberNode(least + number % Math.max(1, schema.path("maximum").asInt(100_000) - least));
        }
        return mark(path, name -> text(path, name, pattern(schema), format(schema)));
    }

    /** Its own, or that of the type which it narrows. */
    private static String pattern(JsonNode schema) {
        return schema.path("pattern").asText(schema.at("/allOf/0/pattern").asText());
    }

    private static String format(JsonNode schema) {
        return schema.path("format").asText(schema.at("/anyOf/0/format").asText());
    }

    private String text(String path, String name, String pattern, String format) {
        Matcher id = ID.matcher(pattern);
        if (id.matches()) {
            return id.group(1) + "MARK" + number;
        }
        if (format.equals("date") || format.equals("date-time")) {
            return FIRST_DAY.plusDays(37L * number) + (format.equals("date") ? "" : "T10:11:12Z");
        }
        if (pattern.startsWith("^\\+[1-9]")) {
            return "+92300%07d".formatted(4_000_000 + number);
        }
        if (pattern.startsWith("^[0-9]{5}-?")) {
            return "99999-%07d-9".formatted(number);
        }
        if (pattern.startsWith("^[0-9a-f]{64}")) {
            return "%064x".formatted(0xABCDEF000L + number);
        }
        if (pattern.startsWith("^[A-Z][0-9][0-9A-Z]")) {
            return "T79.%d".formatted(number);
        }
        if (pattern.startsWith("^([01][0-9]|2[0-3])")) {
            return "09:07-16:%02d".formatted(number % 60);
        }
        if (pattern.startsWith("^[a-z]+/")) {
            return "application/x-mark" + number;
        }
        if (pattern.startsWith("^[a-z]{2,3}")) {
            return "q" + (char) ('a' + number % 26);
        }
        if (pattern.startsWith("^[a-z0-9]+")) {
            return "mark-" + number;
        }
        if (pattern.startsWith("^[A-Z]")) {
            return "MARK_" + number;
        }
        return path.endsWith(".urdu") ? urdu() : name;
    }

    private String urdu() {
        StringBuilder word = new StringBuilder("نشان ");
        for (int rest = number; rest > 0; rest /= URDU.length()) {
            word.append(URDU.charAt(rest % URDU.length()));
        }
        return word.append("زی").toString();
    }

    private JsonNode mark(String path, UnaryOperator<String> form) {
        number++;
        String value = form.apply("Nishan Q" + number + "X");
        if (value.length() > 5) {
            marks.put(value, path);
        }
        return JSON.textNode(value);
    }
}
