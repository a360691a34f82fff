package pk.rabta.api.server;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The allow-list of headers at both edges of every HTTP route. Inward, what partner callbacks need to be verified;
 * the unified API reads its own headers before Camel. Outward, what an answer may carry. Camel
 * passes query parameters here as well.
 */
@Component("apiHeaders")
class ApiHeaders implements HeaderFilterStrategy {

    static final Set<String> IN = Set.of("accept", "authorization", "content-type", "content-digest", "digest", "date",
        "host", "signature", "signature-input", "soapaction", "if-match", "if-none-match", "idempotency-key",
        "webhook-id", "webhook-timestamp", "webhook-signature", "x-request-id");
    static final Set<String> OUT = Set.of("allow", "content-disposition", "content-language", "content-type",
        "deprecation", "etag", "link", "location", "retry-after", "sunset", "www-authenticate", "idempotency-replayed");

    @Override
    public boolean applyFilterToCamelHeaders(String name, @Nullable Object value, Exchange exchange) {
        return !OUT.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, @Nullable Object value, Exchange exchange) {
        return !IN.contains(name.toLowerCase(Locale.ROOT));
    }
}
