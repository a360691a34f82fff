package pk.rabta.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import java.util.List;

/** One end of a mapping: the documents that its schema allows. */
sealed interface Side {

    /** What a mapping is given, and what it gives, in messages. */
    String INPUT = "input";

    String OUTPUT = "output";

    /** The schema's file, for messages. */
    String file();

    /** JSON by a JSON Schema. */
    record OfJson(String file, JsonSchema schema) implements Side {

        void check(String id, String which, JsonNode document) {
            refuse(id, which, file, Schemas.violations(schema, document));
        }
    }

    /** XML by an XSD. */
    record OfXml(String file, XmlSchema schema) implements Side {

        void check(String id, String which, byte[] document) {
            try {
                refuse(id, which, file, schema.violations(document));
            } catch (Malformed e) {
                if (which.equals(INPUT)) {
                    throw MappingException.unreadable(id, e.violation().where(), "the input " + e.violation().what());
                }
                refuse(id, which, file, List.of(e.violation()));
            }
        }
    }

    private static void refuse(String id, String which, String file, List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new MappingException(
                    id,
                    "the " + which + " does not fit " + file,
                    violations,
                    which.equals(INPUT)
                            ? "Correct the sender, or the schema if it is too narrow."
                            : "Correct the mapping, or the schema if it is too narrow.");
        }
    }
}
