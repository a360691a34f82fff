package pk.rabta.api.server;

import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.jspecify.annotations.Nullable;

/**
 * That a callback is the partner's own, as the edge found.
 *
 * @param partner   who it is
 * @param messageId the message's id, where what was proven covers one
 */
public record Proof(String partner, @Nullable String messageId) {

    static final String ATTRIBUTE = Proof.class.getName();

    /** Of the request that a route is at; null where the edge proved nothing. */
    public static @Nullable Proof of(Exchange exchange) {
        return exchange.getMessage() instanceof PlatformHttpMessage http
            && http.getRequest().getAttribute(ATTRIBUTE) instanceof Proof proof ? proof : null;
    }
}
