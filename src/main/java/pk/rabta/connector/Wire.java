package pk.rabta.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import pk.rabta.api.ProblemType;
import pk.rabta.json.StrictReader;
import pk.rabta.json.Unreadable;

/** JSON as partners send it, read strictly, and the hash by which the same bytes are known again. */
final class Wire {

    private static final StrictReader READER =
            new StrictReader(StrictReader.forPartners().build());

    private Wire() {}

    /** @throws pk.rabta.api.ProblemException with line and column, never a value */
    static JsonNode read(byte[] body) {
        try {
            return READER.read(body);
        } catch (Unreadable e) {
            throw ProblemType.MALFORMED_JSON.because("The body is no valid JSON: " + e.getMessage() + ".",
                "متن درست JSON نہیں: " + e.getMessage() + "۔");
        }
    }

    static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256", e);
        }
    }
}
