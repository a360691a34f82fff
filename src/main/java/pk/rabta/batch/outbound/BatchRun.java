package pk.rabta.batch.outbound;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.batch.layout.BatchLayout;
import pk.rabta.batch.layout.BatchLayouts;
import pk.rabta.delivery.Outbox;

/**
 * Opens and closes the route that takes a partner's deliveries into lists: open while a run of the schedule is under
 * way and the partner's server can be reached, so that nothing is claimed that cannot leave. All that was there when the
 * run began belongs to it until it is sent, however often that fails; what comes later goes along while it lasts.
 */
@Component("batchRun")
public class BatchRun {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);
    private static final int PROBE_MILLIS = 3_000;
    /** A route that is to open again so soon stays open. */
    private static final Duration SOON = Duration.ofSeconds(60);

    private final BatchLayouts layouts;
    private final JdbcClient jdbc;
    private final CamelContext camel;
    private final TransactionTemplate transaction;
    private final Clock clock;

    BatchRun(BatchLayouts layouts, JdbcClient jdbc, CamelContext camel, TransactionTemplate transaction,
            Clock clock) {
        this.layouts = layouts;
        this.jdbc = jdbc;
        this.camel = camel;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** One look at all schedules. Each node opens and closes queues of its own; what a run does is in the database. */
    public void tick() {
        for (String partner : layouts.withLists()) {
            try {
                tick(partner);
            } catch (Exception e) {
                LOG.warn("the schedule of lists for {} could not be followed: {}", partner, e.getClass().getName());
            }
        }
    }

    private void tick(String partner) throws Exception {
        BatchLayout layout = layouts.of(partner);
        String route = "deliver-" + partner;
        boolean running = camel.getRouteController().getRouteStatus(route) == ServiceStatus.Started;
        Instant next = next(partner, layout);
        Instant begun = begun(partner);
        boolean due = !clock.instant().isBefore(next);
        boolean soon = !clock.instant().plus(SOON).isBefore(next);
        boolean wanted = due || underWay(partner) && (soon || working(partner, begun));
        boolean reachable = wanted && reachable(layout);
        if (due && reachable) {
            began(partner);
        }
        if (!wanted) {
            ended(partner, begun);
        }
        if (reachable && !running) {
            camel.getRouteController().startRoute(route);
            LOG.info("lists for {} are being filled", partner);
        } else if (running && !reachable) {
            camel.getRouteController().stopRoute(route);
            LOG.info("lists for {} are closed: {}", partner, wanted ? "its server does not answer" : "nothing is due");
        }
    }

    /** When a run is to begin; one that fell into a time without the hub or the partner begins when both are back. */
    private Instant next(String partner, BatchLayout layout) {
        Instant now = clock.instant();
        jdbc.sql("insert into batch_run (partner_id, started_at) values (:partner, :now) on conflict do nothing")
                .param("partner", partner).param("now", Timestamp.from(now)).update();
        Instant last = begun(partner);
        if (last.isAfter(now)) {
            // The machine's clock was set back: the plan counts from now, not from a time still to come.
            return now;
        }
        return layout.schedule().after(last);
    }

    private void began(String partner) {
        transaction.executeWithoutResult(status -> jdbc.sql("""
                update batch_run set started_at = :now, under_way = true where partner_id = :partner""")
                .param("partner", partner).param("now", Timestamp.from(clock.instant())).update());
    }

    /** Only the run that was looked at: another node may have begun the next one meanwhile. */
    private void ended(String partner, Instant begun) {
        transaction.executeWithoutResult(status -> jdbc.sql("""
                update batch_run set under_way = false
                where partner_id = :partner and under_way and started_at = :begun""")
                .param("partner", partner).param("begun", Timestamp.from(begun)).update());
    }

    /** Whether a run is to begin, or under way: the partner's queue should be open. So it should where no run was planned. */
    boolean expected(String partner, Instant now) {
        return jdbc.sql("select started_at, under_way from batch_run where partner_id = :partner").param("partner", partner)
                .query((row, n) -> row.getBoolean(2)
                        || !now.isBefore(layouts.of(partner).schedule().after(row.getTimestamp(1).toInstant())))
                .optional().orElse(true);
    }

    private Instant begun(String partner) {
        return jdbc.sql("select started_at from batch_run where partner_id = :partner").param("partner", partner)
                .query((row, n) -> row.getTimestamp(1).toInstant()).single();
    }

    private boolean underWay(String partner) {
        return jdbc.sql("select under_way from batch_run where partner_id = :partner").param("partner", partner)
                .query(Boolean.class).single();
    }

    /** Whether anything of the run is left that can go, if not yet: taken up and not sent, in doubt, to be tried again. */
    private boolean working(String partner, Instant begun) {
        return jdbc.sql("""
                select exists (select 1 from delivery d where d.destination = :partner and d.created_at <= :begun
                    and d.state in ('PUBLISHED', 'SENDING'))
                  or exists (select 1 from delivery d where d.destination = :partner and d.created_at <= :begun
                    and d.state = 'IN_DOUBT')
                  or exists (select 1 from delivery d where d.destination = :partner and d.created_at <= :begun
                    and d.state in ('DUE', 'RETRY') and\s""" + Outbox.NOTHING_BEFORE + ")")
                .param("partner", partner).param("begun", Timestamp.from(begun)).query(Boolean.class).single();
    }

    private static boolean reachable(BatchLayout layout) {
        try (Socket socket = new Socket()) {
            int port = Integer.parseInt(layout.required("port"));
            socket.connect(new InetSocketAddress(layout.required("host"), port), PROBE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
