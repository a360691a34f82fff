package pk.rabta.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;

/** JSON as partners send it, read strictly, and the hash by which the same bytes are known again. */
final class Wire {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Wire() {}

    /** @throws pk.rabta.api.ProblemException with line and column, never a value */
    static JsonNode read(byte[] body) {
        try {
            JsonNode document = JSON.readTree(body);
            if (document != null && !document.isMissingNode()) {
                return document;
            }
            throw malformed(" (it is empty)");
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw malformed(at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")");
        } catch (IOException e) {
            throw malformed(" (it is not in UTF-8)");
        }
    }

    private static ProblemException malformed(String where) {
        return ProblemType.MALFORMED_JSON.because("The body is no valid JSON" + where + ".",
            "متن درست JSON نہیں" + where + "۔");
    }

    static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256", e);
        }
    }
}
