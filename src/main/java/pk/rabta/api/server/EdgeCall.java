package pk.rabta.api.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.Caller;
import pk.rabta.api.Language;
import pk.rabta.api.contract.Operation;

/**
 * An HTTP call as it reached the edge, apart from Camel's headers, in which query and path could pose as each other.
 *
 * @param operation what it calls
 * @param caller    who calls, null when the token names no client
 * @param path      raw path
 * @param query     raw query, null for none
 * @param headers   the headers that the edge reads, by name
 * @param body      the body's bytes; none where it comes as lines
 * @param lines     the body where it comes as lines, and the way to answer it; null for any other
 */
public record EdgeCall(Operation operation, @Nullable Caller caller, String path, @Nullable String query,
                Map<String, List<String>> headers, byte[] body, @Nullable LinesCall lines) {

    public static final String ATTRIBUTE = EdgeCall.class.getName();
    private static final List<String> READ =
        List.of("Accept", "Accept-Language", "Content-Type", "Idempotency-Key", "If-Match", "Content-Encoding");

    static EdgeCall of(Operation operation, HttpServletRequest request, @Nullable Caller caller, byte[] body,
                       @Nullable LinesCall lines) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        READ.forEach(name -> headers.put(name, Collections.list(request.getHeaders(name))));
        return new EdgeCall(operation, caller, request.getRequestURI(), request.getQueryString(), headers, body, lines);
    }

    /** The header's value; several lines of it are joined as HTTP says. */
    public @Nullable String header(String name) {
        List<String> lines = headers.getOrDefault(name, List.of());
        return lines.isEmpty() ? null : String.join(", ", lines);
    }

    public Language language() {
        return Language.preferred(header("Accept-Language"));
    }
}
