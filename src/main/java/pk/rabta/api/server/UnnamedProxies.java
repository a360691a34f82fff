package pk.rabta.api.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Notices a proxy that {@code rabta.api.trusted-proxies} does not name: by its headers. Nothing else shows that all who
 * call through it count as one address, so that one stranger uses up what is everybody's. It may as well be a stranger who
 * writes such a header, so it is a warning, once an hour of each peer, and not a refusal.
 */
@Component
class UnnamedProxies {

    private static final Logger LOG = LoggerFactory.getLogger(UnnamedProxies.class);
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final int PEERS = 1_000;
    /** The first seven bits of an IPv6 address of a private network (RFC 4193). */
    private static final int PRIVATE = 0xFC;
    private static final int SEVEN_BITS = 0xFE;
    private static final int IPV6 = 16;

    private final ClientAddress addresses;
    private final Clock clock;
    private final Counter requests;
    private final Map<String, Instant> quiet = new ConcurrentHashMap<>();

    UnnamedProxies(ClientAddress addresses, MeterRegistry meters, Clock clock) {
        this.addresses = addresses;
        this.clock = clock;
        this.requests = meters.counter("rabta.requests.unnamed.proxy");
    }

    /** Looks at a request's headers and its connection. */
    void look(HttpServletRequest request) {
        boolean passedOn = request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
        if (!passedOn || addresses.byProxy(request)) {
            return;
        }
        requests.increment();
        String peer = name(request.getRemoteAddr());
        if (due(peer)) {
            LOG.warn("{} requests so far came with X-Forwarded-For or Forwarded from a machine that rabta.api.trusted-proxies "
                + "does not name, now from {}. If that is your proxy, name its address there: until then all who call through "
                + "it share one allowance, and no partner can be held to its own addresses", (long) requests.count(), peer);
        }
    }

    private boolean due(String peer) {
        if (quiet.size() >= PEERS) {
            quiet.clear();
        }
        Instant now = clock.instant();
        Instant until = quiet.get(peer);
        if (until != null && now.isBefore(until)) {
            return false;
        }
        Instant next = now.plus(PAUSE);
        return until == null ? quiet.putIfAbsent(peer, next) == null : quiet.replace(peer, until, next);
    }

    /** A machine of a private network is the operator's own; a public address may be a person's, and no log names those. */
    private static String name(String address) {
        try {
            InetAddress peer = InetAddress.getByName(address);
            byte[] bytes = peer.getAddress();
            boolean own = peer.isLoopbackAddress() || peer.isSiteLocalAddress() || peer.isLinkLocalAddress()
                || bytes.length == IPV6 && (bytes[0] & SEVEN_BITS) == PRIVATE;
            return own ? address : "a public address";
        } catch (UnknownHostException notALiteral) {
            return "no address";
        }
    }
}
