package pk.rabta.operations;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.api.Faults;

/** Logs what failed in a round of a timer: the class and where, never a message that could hold somebody's data. */
@Component("roundFaults")
public class RoundFaults {

    private static final Logger LOG = LoggerFactory.getLogger(RoundFaults.class);

    /** One line for each failed round. */
    public void log(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.error("round of {} failed: {} at {}; it is tried again", exchange.getFromRouteId(),
                cause.getClass().getName(), Faults.place(cause));
    }
}
