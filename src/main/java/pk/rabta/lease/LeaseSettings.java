package pk.rabta.lease;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How long a lease lasts unless it is renewed, and how often it is: both in the hub's application.yaml. */
@ConfigurationProperties("rabta.leases")
record LeaseSettings(@DefaultValue("30s") Duration term, @DefaultValue("5000") long period) {

    LeaseSettings {
        if (period <= 0 || term.toMillis() < 3 * period) {
            throw new IllegalArgumentException("rabta.leases.term must be at least three times rabta.leases.period"
                    + " (milliseconds): a lease must not end because one renewal was late");
        }
    }
}
