package pk.rabta.api.server;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the edge.
 *
 * @param maxBody         largest body that the unified API takes
 * @param maxCallbackBody largest body that a partner's callback may have
 * @param trustedProxies  addresses, or networks such as 10.1.0.0/16, of proxies whose X-Forwarded-For counts
 */
@ConfigurationProperties("rabta.api")
record ApiSettings(@DefaultValue("1MB") DataSize maxBody, @DefaultValue("2MB") DataSize maxCallbackBody,
                   @DefaultValue List<String> trustedProxies) {

    ApiSettings {
        trustedProxies = List.copyOf(trustedProxies);
        trustedProxies.forEach(IpAddressMatcher::new);   // a wrong one stops the start
    }
}
