package pk.rabta.audit.merkle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;

/**
 * One text for one JSON value, whatever order its members come in: RFC 8785, but for numbers, which are written plainly with
 * the digits that they have, as the database keeps them. Leaves hold whole numbers only.
 */
public final class CanonicalJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private CanonicalJson() {}

    /** Reads JSON without rounding its numbers. @throws IllegalArgumentException if it is none */
    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON", e);
        }
    }

    /** The canonical text. */
    public static String of(JsonNode value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            // By UTF-16 code units, as Java compares strings and the RFC wants it.
            Map<String, JsonNode> members = new TreeMap<>();
            value.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            text.append('{');
            members.forEach((name, member) -> {
                quote(name, text.append(text.charAt(text.length() - 1) == '{' ? "" : ","));
                write(member, text.append(':'));
            });
            text.append('}');
        } else if (value.isArray()) {
            text.append('[');
            for (int n = 0; n < value.size(); n++) {
                write(value.get(n), text.append(n == 0 ? "" : ","));
            }
            text.append(']');
        } else if (value.isTextual()) {
            quote(value.textValue(), text);
        } else if (value.isNumber()) {
            text.append(value.decimalValue().toPlainString());
        } else {
            text.append(value.isNull() ? "null" : String.valueOf(value.booleanValue()));
        }
    }

    private static void quote(String string, StringBuilder text) {
        text.append('"');
        for (int n = 0; n < string.length(); n++) {
            char one = string.charAt(n);
            switch (one) {
                case '"', '\\' -> text.append('\\').append(one);
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(one < ' ' ? String.format("\\u%04x", (int) one) : String.valueOf(one));
            }
        }
        text.append('"');
    }
}
