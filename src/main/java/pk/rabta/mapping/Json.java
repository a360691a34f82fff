package pk.rabta.mapping;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import pk.rabta.json.StrictReader;
import pk.rabta.json.Unreadable;

/** JSON read strictly, numbers kept as they are written. */
final class Json {

    static final JsonMapper MAPPER = StrictReader.forPartners()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final StrictReader READER = new StrictReader(MAPPER);

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
                case byte[] bytes -> READER.read(bytes);
                case String text -> READER.read(text);
                case InputStream stream -> READER.read(stream.readAllBytes());
                case Map<?, ?> map -> MAPPER.valueToTree(map);
                default ->
                    throw MappingException.at(
                            id,
                            "",
                            "a body of type " + input.getClass().getSimpleName() + " cannot be read",
                            "Give JSON as JsonNode, byte[], String, InputStream or Map.");
            };
        } catch (Unreadable e) {
            String what = "the input is no valid JSON: " + e.getMessage();
            // What else the reader refuses is a whole document, and will be the same the next time.
            throw e.why() == Unreadable.Why.EMPTY || e.why() == Unreadable.Why.SYNTAX
                    ? MappingException.unreadable(id, e.place(), what)
                    : MappingException.at(id, e.place(), what, "Look at what was received.");
        } catch (IOException e) {
            throw new UncheckedIOException("The body could not be read for " + id, e);
        }
    }
}
