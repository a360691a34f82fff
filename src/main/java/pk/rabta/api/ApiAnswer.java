package pk.rabta.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operation answers. Headers outside the edge's allow-list are not sent.
 *
 * @param status  HTTP status
 * @param headers response headers by name
 * @param body    JSON body, null for none
 * @param download what is answered in place of JSON; null for JSON
 */
public record ApiAnswer(int status, Map<String, String> headers, @Nullable JsonNode body, @Nullable Download download) {

    public ApiAnswer {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    public ApiAnswer(int status, Map<String, String> headers, @Nullable JsonNode body) {
        this(status, headers, body, null);
    }

    /** 200 with a file. */
    public static ApiAnswer file(Download download) {
        return new ApiAnswer(200, Map.of("Content-Disposition", download.disposition()), null, download);
    }

    public static ApiAnswer of(int status, @Nullable JsonNode body) {
        return new ApiAnswer(status, Map.of(), body);
    }

    public static ApiAnswer ok(JsonNode body) {
        return of(200, body);
    }

    /** 202: durably taken over, not yet done. */
    public static ApiAnswer accepted(JsonNode body) {
        return of(202, body);
    }

    /** 201 with the new resource's path, such as {@code /v1/consents/CNS-…}. */
    public static ApiAnswer created(String location, JsonNode body) {
        return of(201, body).header("Location", location);
    }

    public static ApiAnswer noContent() {
        return of(204, null);
    }

    /** The same answer with a strong entity tag; give it unquoted. */
    public ApiAnswer etag(String tag) {
        return header("ETag", '"' + tag + '"');
    }

    /** The same answer with one more header. */
    public ApiAnswer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ApiAnswer(status, more, body, download);
    }
}
