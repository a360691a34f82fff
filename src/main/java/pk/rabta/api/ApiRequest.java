package pk.rabta.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API after all checks that the contract states: scope, headers, parameters and body hold.
 *
 * @param operation      operationId of the contract
 * @param caller         who calls
 * @param parameters     path and query parameters by name, typed (String, Long, Boolean, List of String), defaults
 *                       filled in
 * @param idempotencyKey the key; present on every POST
 * @param ifMatch        the header If-Match, well-formed: {@code *} or entity tags; null when the caller expects none
 * @param language       language of texts in the answer
 * @param body           the JSON body, null when the operation has none
 * @param bodyHash       SHA-256, hex, of operation, path, query and body with members in canonical order: equal for a
 *                       true repeat
 */
public record ApiRequest(String operation, Caller caller, Map<String, Object> parameters,
                         @Nullable String idempotencyKey,
                         @Nullable String ifMatch, Language language, @Nullable JsonNode body, String bodyHash) {

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"[^\"]*\"");

    public ApiRequest {
        parameters = Map.copyOf(parameters);
    }

    /** The {@code id} of the path. */
    public String id() {
        return text("id");
    }

    /** A parameter that the contract requires or defaults. */
    public String text(String name) {
        return require(name).toString();
    }

    /** An optional parameter. */
    public @Nullable String textOrNull(String name) {
        Object value = parameters.get(name);
        return value == null ? null : value.toString();
    }

    /** A whole-number parameter that the contract requires or defaults. */
    public int number(String name) {
        return Math.toIntExact((Long) require(name));
    }

    /** A yes/no parameter; absent is no. */
    public boolean flag(String name) {
        return Boolean.TRUE.equals(parameters.get(name));
    }

    /** A list parameter; absent is empty. */
    @SuppressWarnings("unchecked")
    public List<String> list(String name) {
        return (List<String>) parameters.getOrDefault(name, List.of());
    }

    /** The body of an operation whose contract requires one. */
    public JsonNode requiredBody() {
        if (body == null) {
            throw new IllegalStateException("The contract gives " + operation + " no required body");
        }
        return body;
    }

    /** Checks If-Match against the resource's tag as it is now; throws 412 when the caller saw another version. */
    public void expect(String etag) {
        if (ifMatch != null && !ifMatch.equals("*") && !names(ifMatch, etag)) {
            throw ProblemType.PRECONDITION_FAILED.because(
                "The resource changed since you read it. Read it again, then decide.",
                "آپ کے پڑھنے کے بعد یہ ریکارڈ بدل گیا ہے۔ اسے دوبارہ پڑھیں، پھر فیصلہ کریں۔");
        }
    }

    /** The strong comparison of RFC 9110, 8.8.3.2: a weak tag equals nothing. */
    private static boolean names(String tags, String etag) {
        return TAG.matcher(tags).results().map(MatchResult::group).anyMatch(('"' + etag + '"')::equals);
    }

    private Object require(String name) {
        Object value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("The contract gives " + operation + " no parameter " + name);
        }
        return value;
    }
}
