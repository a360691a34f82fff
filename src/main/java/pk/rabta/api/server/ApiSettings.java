package pk.rabta.api.server;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the edge.
 *
 * @param maxBody         largest body that the unified API takes
 * @param maxCallbackBody largest body that a partner's callback may have
 * @param bodyTime        longest time that a body may take, from its first byte to its end
 */
@ConfigurationProperties("rabta.api")
record ApiSettings(@DefaultValue("1MB") DataSize maxBody, @DefaultValue("2MB") DataSize maxCallbackBody,
                   @DefaultValue("30s") Duration bodyTime) {
}
