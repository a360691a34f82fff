package pk.rabta.api.server;

import java.time.Duration;
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
 * @param maxUnproven     bytes of callbacks' bodies that this node holds at once, four of the largest or more; one network
 *                        has a quarter of it, one partner's door a half, and a quarter is for callers of agreed
 *                        addresses or certificates
 * @param bodyTime        longest time that a body may take, from its first byte to its end
 * @param trustedProxies  addresses, or networks such as 10.1.0.0/16, of proxies whose X-Forwarded-For counts
 * @param certificateHeader in which those proxies pass the caller's certificate on; null where none does
 * @param boundScopes     scopes for which only tokens are taken that are bound to a certificate
 */
@ConfigurationProperties("rabta.api")
record ApiSettings(@DefaultValue("1MB") DataSize maxBody, @DefaultValue("2MB") DataSize maxCallbackBody,
                   @DefaultValue("64MB") DataSize maxUnproven, @DefaultValue("30s") Duration bodyTime,
                   @DefaultValue List<String> trustedProxies, @Nullable String certificateHeader,
                   @DefaultValue List<String> boundScopes) {

    /** How many lines together fill the room of unproven bodies. */
    static final int SHARES = 4;

    ApiSettings {
        trustedProxies = List.copyOf(trustedProxies);
        boundScopes = List.copyOf(boundScopes);
        new Networks(trustedProxies);   // a wrong one stops the start
        if (maxUnproven.toBytes() / SHARES < maxCallbackBody.toBytes()) {
            throw new IllegalArgumentException("rabta.api.max-unproven is less than " + SHARES + " times "
                + "rabta.api.max-callback-body: one line has a quarter of it, so the largest body would never be taken. "
                + "Make it larger");
        }
    }
}
