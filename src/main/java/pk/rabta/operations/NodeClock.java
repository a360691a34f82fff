package pk.rabta.operations;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import pk.rabta.lease.ClockOffset;

/**
 * How far this node's clock is ahead of the database's, in seconds. Leases are of the nodes' time: a node whose clock is
 * ahead takes what another still has, and asks for what is still being sent.
 */
@Component("nodeClock")
class NodeClock {

    private final ClockOffset offset;
    private volatile double ahead;

    NodeClock(ClockOffset offset, MeterRegistry meters) {
        this.offset = offset;
        meters.gauge("rabta.clock.ahead.seconds", this, it -> it.ahead);
    }

    /** Looks once; scrapes in between see the same number. */
    public void refresh() {
        ahead = offset.ahead().toMillis() / 1000.0;
    }
}
