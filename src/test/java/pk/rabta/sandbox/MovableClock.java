package pk.rabta.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.annotation.Primary;

/** The hub's clock in tests: runs as the machine's does, so far ahead as a test sets it. Set it back afterwards. */
@Primary
public final class MovableClock extends Clock {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    /** Goes ahead, on top of earlier moves. */
    public void advance(Duration by) {
        ahead.updateAndGet(now -> now.plus(by));
    }

    /** Shows the machine's time again. */
    public void reset() {
        ahead.set(Duration.ZERO);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("The hub asks its clock for instants only");
    }
}
