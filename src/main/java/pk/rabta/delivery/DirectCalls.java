package pk.rabta.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
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
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.Partners;
import pk.rabta.partner.PeerKeysFetched;

/**
 * How the calls to a partner go that are no messages of the relay: look-ups, polls, subscriptions, keys, files. They are not held
 * back by its circuit, nor do they move it, for what is asked may work where what is sent does not. They count for its health,
 * and a caller who would wait for one need not where nobody answers ({@link #isSilent}).
 */
@Component("directCalls")
public class DirectCalls {

    private static final Logger LOG = LoggerFactory.getLogger(DirectCalls.class);
    private static final Set<String> SILENT = Set.of(DeliveryFault.TIMEOUT, DeliveryFault.CONNECT_TIMEOUT);
    /** A success after a success is written no more often than that. */
    private static final Duration SAME = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final FaultClassifier faults;
    private final Partners partners;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DirectCalls(JdbcClient jdbc, FaultClassifier faults, Partners partners, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.faults = faults;
        this.partners = partners;
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

    /**
     * Whether to leave the partner alone: nobody answered its last calls in time, by its profile's breaker. One caller of
     * each probe's length is told no, asks it, and waits; those who come meanwhile need not.
     */
    public boolean isSilent(String partner) {
        PartnerProfile.Breaker breaker = partners.get(partner).breaker();
        State state = get(partner);
        if (state.failures() < breaker.failures() || state.fault() == null || !SILENT.contains(state.fault())) {
            return false;
        }
        Instant now = clock.instant();
        return jdbc.sql("""
                update partner_call set probed_at = :now
                where partner_id = :partner and greatest(failed_at, probed_at) <= :before""")
                .param("partner", partner).param("now", Timestamp.from(now))
                .param("before", Timestamp.from(now.minus(breaker.probe()))).update() == 0;
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

    /** The partner could not be asked, or its answer could not be used. The database's troubles and a lost lease are ours. */
    public void failed(String partner, Throwable thrown) {
        if (DatabaseFaults.mayPass(thrown) || ObjectHelper.getException(LeaseLostException.class, thrown) != null) {
            return;
        }
        String fault = faults.classify(partner, thrown).code();
        LOG.info("direct call of {} failed: {}", partner, fault);
        transaction.executeWithoutResult(status -> jdbc.sql("""
                insert into partner_call (partner_id, failed_at, fault, failures) values (:partner, :now, :fault, 1)
                on conflict (partner_id) do update set failed_at = excluded.failed_at, fault = excluded.fault,
                  failures = partner_call.failures + 1""")
                .param("partner", partner).param("now", Timestamp.from(clock.instant())).param("fault", fault)
                .update());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
