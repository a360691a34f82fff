package pk.rabta.batch;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.delivery.Destinations;
import pk.rabta.delivery.DirectCalls;

/**
 * A server that refuses our key or password, is not the one that we know, or has no address: the partner's fault. It is
 * paused until somebody has looked: nothing is sent, lists that were sealed wait, and so do files in its folders. In a
 * transaction, so that a node that stalled does not pause what another meanwhile found in order.
 */
@Component("sftpFaults")
public class SftpFaults {

    private static final Logger LOG = LoggerFactory.getLogger(SftpFaults.class);

    private final Destinations destinations;
    private final DirectCalls calls;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    /** What was counted last for each partner: its route may hear of it too. */
    private final Map<String, Throwable> counted = new ConcurrentHashMap<>();

    SftpFaults(Destinations destinations, DirectCalls calls, TransactionTemplate transaction, Clock clock) {
        this.destinations = destinations;
        this.calls = calls;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Looks at what failed in a route that keeps its partner in variable {@code partner}. */
    public void check(Exchange exchange) {
        String partner = exchange.getVariable("partner", String.class);
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String code = code(thrown);
        if (partner != null && thrown != null) {
            count(partner, thrown);
        }
        if (partner != null && code != null && Boolean.TRUE.equals(transaction.execute(status -> pause(partner, code)))) {
            LOG.error("destination {} paused by the hub: {}. Mend it, then POST /v1/admin/partners/{}/resume", partner,
                    code, partner);
        }
    }

    /** Something with a file of the partner's failed: the look in which it did has not gone well. */
    public void brokeOff(String partner, Throwable thrown) {
        broken.add(partner);
        count(partner, thrown);
    }

    /** Whether something failed since this was asked last. */
    boolean brokeOff(String partner) {
        return broken.remove(partner);
    }

    /** Counts a failed call for the partner's health, once. */
    void count(String partner, Throwable thrown) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(thrown);
        if (counted.put(partner, root) == root) {
            return;
        }
        String code = code(thrown);
        calls.failed(partner, code == null ? thrown
                : new DeliveryFault(DeliveryFault.Kind.PARTNER, code, "the server refuses us", thrown));
    }

    private boolean pause(String partner, String code) {
        boolean running = !destinations.get(partner).paused();
        if (running) {
            destinations.pause(partner, "hub", code, clock.instant());
        }
        return running;
    }

    /** A stable word for a fault of the partner; null for one that may pass. */
    static @Nullable String code(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JSchHostKeyException) {
                return "sftp-host-key";
            } else if (isRefusal(cause)) {
                return "sftp-login";
            } else if (cause instanceof UnknownHostException) {
                return "unknown-host";
            }
        }
        return null;
    }

    static boolean refusedLogin(Throwable thrown) {
        return "sftp-login".equals(code(thrown));
    }

    /** JSch has no type for it. */
    private static boolean isRefusal(Throwable cause) {
        return cause instanceof JSchException && String.valueOf(cause.getMessage()).startsWith("Auth ");
    }
}
