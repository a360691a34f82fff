package pk.rabta.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON read strictly, numbers kept as they are written. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /**
     * The document in any of the shapes that a route may hold.
     *
     * @param id the mapping that wants it, for the message
     * @throws MappingException if it is no JSON, with line and column only
     */
    static JsonNode read(String id, Object input) {
        try {
            return switch (input) {
                case JsonNode node -> node;
                case byte[] bytes -> parse(id, MAPPER.createParser(bytes));
                case String text -> parse(id, MAPPER.createParser(text));
                case InputStream stream -> parse(id, MAPPER.createParser(stream));
                case Map<?, ?> map -> MAPPER.valueToTree(map);
                default ->
                    throw MappingException.at(
                            id,
                            "",
                            "a body of type " + input.getClass().getSimpleName() + " cannot be read",
                            "Give JSON as JsonNode, byte[], String, InputStream or Map.");
            };
        } catch (IOException e) {
            throw new UncheckedIOException("The body could not be read for " + id, e);
        }
    }

    private static JsonNode parse(String id, JsonParser parser) throws IOException {
        try (parser) {
            JsonNode node = MAPPER.readTree(parser);
            if (node != null && !node.isMissingNode()) {
                return node;
            }
            throw notJson(id, "it is empty");
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw notJson(id, at == null ? "unreadable" : "line " + at.getLineNr() + ", column " + at.getColumnNr());
        }
    }

    private static MappingException notJson(String id, String where) {
        return MappingException.at(id, where, "the input is no valid JSON", "Look at what was received.");
    }
}
