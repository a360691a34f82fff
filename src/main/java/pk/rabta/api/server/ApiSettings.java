package pk.rabta.api.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the edge.
 *
 * @param maxBody         largest body that the unified API takes
 * @param maxCallbackBody largest body that a partner's callback may have
 * @param trustedProxies  addresses, or networks such as 10.1.0.0/16, of proxies whose X-Forwarded-For counts
 * @param certificateHeader in which those proxies pass the caller's certificate on; null where none does
 * @param boundScopes     scopes for which only tokens are taken that are bound to a certificate
 */
@ConfigurationProperties("rabta.api")
record ApiSettings(@DefaultValue("1MB") DataSize maxBody, @DefaultValue("2MB") DataSize maxCallbackBody,
                   @DefaultValue List<String> trustedProxies, @Nullable String certificateHeader,
                   @DefaultValue List<String> boundScopes) {

    ApiSettings {
        trustedProxies = List.copyOf(trustedProxies);
        boundScopes = List.copyOf(boundScopes);
        new Networks(trustedProxies);   // a wrong one stops the start
    }
}
