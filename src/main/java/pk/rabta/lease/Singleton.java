package pk.rabta.lease;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.springframework.stereotype.Component;

/**
 * The policy of routes that run on one node at a time ({@code routePolicy: singleton}): a run without the route's lease
 * ends before its first step, and whatever a run writes is written only while the lease is still this node's.
 */
@Component("singleton")
class Singleton extends RoutePolicySupport {

    /** The exchange variable with the epoch, for what is written outside of the database. */
    private static final String EPOCH = "epoch";

    private final Leases leases;
    private final RunningLease running;

    Singleton(Leases leases, RunningLease running) {
        this.leases = leases;
        this.running = running;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        Optional<Lease> lease = held(route, exchange);
        lease.ifPresentOrElse(running::begin, () -> exchange.setRouteStop(true));
        lease.ifPresent(held -> exchange.setVariable(EPOCH, held.epoch()));
    }

    /** A fault counts as no lease: a policy's own exception would let the run go on. */
    private Optional<Lease> held(Route route, Exchange exchange) {
        try {
            Optional<Lease> lease = leases.hold(route.getRouteId());
            if (lease.isEmpty() && exchange.getMessage().getBody() != null) {
                // A file was found just as the lease ended. As a failure it stays where it is.
                exchange.setException(new LeaseLostException(route.getRouteId()));
            }
            return lease;
        } catch (RuntimeException e) {
            exchange.setException(e);
            return Optional.empty();
        }
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        running.end();
    }
}
