package pk.rabta.api.server;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests a node takes; each node counts for itself.
 *
 * @param client  of one client, by the client id of its valid token
 * @param address of one address without a valid token: pages, tokens that were refused; and, by another such allowance,
 *                callbacks to one partner's addresses from one address
 * @param clients other allowances, by client id
 */
@ConfigurationProperties("rabta.limits")
record LimitSettings(@DefaultValue Allowance client, @DefaultValue Allowance address,
                     @DefaultValue Map<String, Allowance> clients) {

    /** The allowance of a client. */
    Allowance of(String clientId) {
        return clients.getOrDefault(clientId, client);
    }

    /**
     * A token bucket.
     *
     * @param perSecond requests in the long run
     * @param burst     requests at once
     */
    record Allowance(@DefaultValue("100") int perSecond, @DefaultValue("300") int burst) {

        Allowance {
            if (perSecond < 1 || burst < 1) {
                throw new IllegalArgumentException("per-second and burst must be at least 1");
            }
        }
    }
}
