package pk.rabta.sandbox.faults.agent;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** So far ahead of another clock as the folder's file {@code clock} says, a duration as ISO 8601 writes it. */
public final class AheadClock extends Clock {

    private final Clock machine;

    public AheadClock(Clock machine) {
        this.machine = machine;
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(Points.ahead());
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new AheadClock(machine.withZone(zone));
    }
}
