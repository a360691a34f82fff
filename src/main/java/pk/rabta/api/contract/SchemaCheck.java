package pk.rabta.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import pk.rabta.api.Violation;

/** A compiled schema, such as one of the contract, which tells all violations in our own words: the library's may repeat values. */
public final class SchemaCheck {

    /** Member names that are shown back; anything else that a caller invents as a name could be somebody's data. */
    private static final Predicate<String> SHOWABLE = Pattern.compile("[A-Za-z][A-Za-z_-]{0,39}").asMatchPredicate();
    private static final Map<String, Rule> RULES = Map.ofEntries(
        Map.entry("type", Rule.TYPE), Map.entry("enum", Rule.ENUM), Map.entry("pattern", Rule.PATTERN),
        Map.entry("minLength", Rule.MIN_LENGTH), Map.entry("maxLength", Rule.MAX_LENGTH),
        Map.entry("minimum", Rule.MINIMUM), Map.entry("maximum", Rule.MAXIMUM), Map.entry("minItems", Rule.MIN_ITEMS),
        Map.entry("maxItems", Rule.MAX_ITEMS), Map.entry("uniqueItems", Rule.UNIQUE_ITEMS),
        Map.entry("minProperties", Rule.MIN_PROPERTIES), Map.entry("maxProperties", Rule.MAX_PROPERTIES));

    /** A format of this kind is checked against that list of codes. */
    private static final String CODE_OF = "code-";

    private final JsonSchema schema;

    /** A compiled schema, also one that is not of the contract. */
    public SchemaCheck(JsonSchema schema) {
        this.schema = schema;
        schema.initializeValidators();
    }

    /** Everything wrong with the value; pointers start with the prefix. */
    public List<Violation> check(JsonNode value, String prefix) {
        List<Violation> found = new ArrayList<>();
        Map<String, TreeSet<String>> alternatives = new LinkedHashMap<>();
        for (ValidationMessage message : schema.validate(value)) {
            String pointer = prefix + message.getInstanceLocation();
            if (message.getType().equals("required") && message.getEvaluationPath().toString().contains("/anyOf/")) {
                alternatives.computeIfAbsent(pointer, at -> new TreeSet<>()).add(message.getProperty());
            } else {
                found.add(violation(message, pointer));
            }
        }
        alternatives.forEach((pointer, names) -> found.add(Rule.ONE_OF_REQUIRED.at(pointer, String.join(", ", names))));
        return found;
    }

    /** Pointer of a member; its parent's where the name itself must not be shown. */
    static String child(String pointer, String name) {
        return SHOWABLE.test(name) ? pointer + "/" + name : pointer;
    }

    /** The name, or nothing where it must not be shown. */
    public static String shown(String name) {
        return SHOWABLE.test(name) ? name : "";
    }

    private static Violation violation(ValidationMessage message, String pointer) {
        return switch (message.getType()) {
            case "required" -> Rule.REQUIRED.at(pointer + "/" + message.getProperty());
            case "additionalProperties" -> Rule.UNKNOWN_MEMBER.at(child(pointer, message.getProperty()));
            case "format" -> format(fact(message), pointer);
            default -> {
                Rule rule = RULES.get(message.getType());
                yield rule == null ? Rule.INVALID.at(pointer, message.getType()) : rule.at(pointer, fact(message));
            }
        };
    }

    private static Violation format(String format, String pointer) {
        return format.startsWith(CODE_OF) ? Rule.CODE.at(pointer, format.substring(CODE_OF.length()))
            : ContractFormats.RULES.getOrDefault(format, Rule.FORMAT).at(pointer, format);
    }

    private static String fact(ValidationMessage message) {
        JsonNode fact = message.getSchemaNode();
        if (fact != null && fact.isObject()) {
            fact = fact.path(message.getType());
        }
        if (fact == null || fact.isMissingNode()) {
            return message.getType();
        }
        if (fact.isArray()) {
            List<String> texts = new ArrayList<>();
            fact.forEach(item -> texts.add(item.asText()));
            return String.join(", ", texts);
        }
        return fact.asText();
    }
}
