package pk.rabta.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.api.DatabaseFaults;
import pk.rabta.lease.LeaseLostException;
import pk.rabta.partner.PeerKeysFetched;

/**
 * How the calls to a partner go that are no messages of the relay: look-ups, polls, subscriptions, keys, files. They are not held
 * back by its circuit, nor do they move it, for what is asked may work where what is sent does not. They count for its health.
 */
@Component("directCalls")
public class DirectCalls {

    private static final Logger LOG = LoggerFactory.getLogger(DirectCalls.class);
    /** A success after a success is written no more often than that. */
    private static final Duration SAME = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final FaultClassifier faults;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DirectCalls(JdbcClient jdbc, FaultClassifier faults, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.faults = faults;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What is known of a partner's direct calls.
     *
     * @param answeredAt the last success, to ten seconds
     * @param failedAt   the last failure
     * @param fault      its code, such as {@code unreachable} or {@code http-503}
     * @param failures   in a row, up to now
     */
    public record State(@Nullable Instant answeredAt, @Nullable Instant failedAt, @Nullable String fault,
                        int failures) {}

    /** The state; of a partner that was never called, an empty one. */
    public State get(String partner) {
        return jdbc.sql("select * from partner_call where partner_id = :partner").param("partner", partner)
                .query((row, n) -> new State(instant(row, "answered_at"), instant(row, "failed_at"),
                        row.getString("fault"), row.getInt("failures")))
                .optional().orElseGet(() -> new State(null, null, null, 0));
    }

    /** The partner answered, whatever it said. */
    public void answered(String partner) {
        Instant now = clock.instant();
        // In a transaction, as failures are: a node that lost its lease in between has nothing to say (ADR 55).
        transaction.executeWithoutResult(status -> jdbc.sql("""
                insert into partner_call (partner_id, answered_at) values (:partner, :now)
                on conflict (partner_id) do update set answered_at = excluded.answered_at, failures = 0
                  where partner_call.failures > 0 or partner_call.answered_at is null
                    or partner_call.answered_at < :before""")
                .param("partner", partner).param("now", Timestamp.from(now))
                .param("before", Timestamp.from(now.minus(SAME))).update());
    }

    /** A route that keeps its partner in variable {@code partner} failed. */
    public void failed(Exchange exchange) {
        String partner = exchange.getVariable("partner", String.class);
        if (partner != null) {
            failed(partner, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        }
    }

    /** Its keys, with which it signs what it sends. */
    @EventListener
    void on(PeerKeysFetched keys) {
        if (keys.code() != null) {
            failed(keys.partner(), new DeliveryFault(DeliveryFault.Kind.RETRY, keys.code(), "no keys", null));
        } else if (keys.thrown() != null) {
            failed(keys.partner(), keys.thrown());
        } else {
            answered(keys.partner());
        }
    }

    /**
     * The partner could not be asked, or its answer could not be used.
     *
     * @return the fault's code; null where the database's troubles or a lost lease are ours
     */
    public @Nullable String failed(String partner, Throwable thrown) {
        if (DatabaseFaults.mayPass(thrown) || ObjectHelper.getException(LeaseLostException.class, thrown) != null) {
            return null;
        }
        String fault = faults.classify(partner, thrown).code();
        LOG.info("direct call of {} failed: {}", partner, fault);
        transaction.executeWithoutResult(status -> jdbc.sql("""
                insert into partner_call (partner_id, failed_at, fault, failures) values (:partner, :now, :fault, 1)
                on conflict (partner_id) do update set failed_at = excluded.failed_at, fault = excluded.fault,
                  failures = partner_call.failures + 1""")
                .param("partner", partner).param("now", Timestamp.from(clock.instant())).param("fault", fault)
                .update());
        return fault;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
