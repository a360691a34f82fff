package pk.rabta.api.contract;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import pk.rabta.api.Caller;
import pk.rabta.api.ProblemType;

/**
 * One operation of the contract, ready to check requests.
 *
 * @param id           operationId
 * @param method       HTTP method, upper case
 * @param path         the path template
 * @param scopes       scopes that a token needs, all of them
 * @param parameters   what the path, query and headers may hold
 * @param takes        media type of the body
 * @param body         schema of the body, null for none, or where it comes as lines
 * @param bodyRequired whether a body must be there
 * @param forms        media types of what it answers where all went well, the usual one first
 */
public record Operation(String id, String method, String path, List<String> scopes, List<Parameter> parameters,
                 String takes, @Nullable SchemaCheck body, boolean bodyRequired, List<String> forms) {

    /** One JSON document to a line (NDJSON), each with an idempotency key of its own. */
    public static final String LINES = "application/x-ndjson";

    public boolean hasBody() {
        return body != null;
    }

    /** Whether the body is lines, which are read one by one and never held whole. */
    public boolean takesLines() {
        return takes.equals(LINES);
    }

    public boolean needsKey() {
        return method.equals("POST") && !takesLines();
    }

    /** Whether the caller may call it. @throws pk.rabta.api.ProblemException 401 or 403 */
    public Caller permit(@Nullable Caller caller) {
        if (caller == null) {
            throw ProblemType.UNAUTHENTICATED.because("The access token names no client (azp or client_id).",
                "رسائی ٹوکن میں کلائنٹ کا نام (azp یا client_id) نہیں۔");
        }
        for (String scope : scopes) {
            if (!caller.has(scope)) {
                throw ProblemType.INSUFFICIENT_SCOPE.detail("This operation needs the scope " + scope + ".",
                    "اس کام کے لیے یہ اجازت درکار ہے: " + scope)
                    .header("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"")
                        .exception();
            }
        }
        return caller;
    }

    /** Whether a body comes in the form that it takes. @throws pk.rabta.api.ProblemException 415 */
    public void checkForm(@Nullable String contentType, @Nullable String encoding) {
        if (!inUtf8(contentType) || encoding != null && !encoding.equals("identity")) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because("Send " + takes + " in UTF-8, not compressed.",
                takes + " UTF-8 میں، بغیر کمپریشن بھیجیں۔");
        }
    }

    private boolean inUtf8(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            String charset = type.getParameter("charset");
            return type.equalsTypeAndSubtype(MediaType.parseMediaType(takes))
                && (charset == null || charset.toLowerCase(Locale.ROOT).replace("\"", "").equals("utf-8"));
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }
}
