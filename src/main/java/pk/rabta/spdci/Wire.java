package pk.rabta.spdci;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pk.rabta.json.StrictReader;
import pk.rabta.json.Unreadable;

/** Bytes of a partner, read strictly: what two readers would read as two things is refused. */
final class Wire {

    private static final StrictReader READER =
            new StrictReader(StrictReader.forPartners().build());

    private static final String BAD = "err.request.bad";

    private Wire() {}

    /** The object, if the bytes of an answer are one. */
    static Optional<ObjectNode> object(byte @Nullable [] bytes) {
        try {
            return bytes != null && READER.read(bytes) instanceof ObjectNode object ? Optional.of(object)
                    : Optional.empty();
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    /**
     * The envelope that somebody sent to us.
     *
     * @throws Refusal with line and column if the bytes are no JSON object
     */
    static ObjectNode envelope(byte @Nullable [] bytes) {
        try {
            if (bytes != null && READER.read(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw Refusal.bad(BAD, "The body is no JSON object.");
        } catch (Unreadable e) {
            throw Refusal.bad(BAD, "The body is no valid JSON: " + e.getMessage() + ".");
        }
    }
}
