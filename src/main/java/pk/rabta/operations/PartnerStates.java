package pk.rabta.operations;

import java.time.Clock;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.Backlog;
import pk.rabta.delivery.Destinations;
import pk.rabta.delivery.DirectCalls;
import pk.rabta.partner.Partners;

/** Reads how partners are doing. */
@Component
class PartnerStates {

    private final Partners partners;
    private final Destinations destinations;
    private final Backlog backlog;
    private final DirectCalls calls;
    private final ExpiryWatch expiries;
    private final Clock clock;

    PartnerStates(Partners partners, Destinations destinations, Backlog backlog, DirectCalls calls,
                  ExpiryWatch expiries, Clock clock) {
        this.partners = partners;
        this.destinations = destinations;
        this.backlog = backlog;
        this.calls = calls;
        this.expiries = expiries;
        this.clock = clock;
    }

    PartnerState of(String id) {
        return new PartnerState(id, partners.get(id), destinations.get(id), backlog.of(id),
                backlog.lastSuccess(id).orElse(null), calls.get(id), expiries.soon(id), clock.instant());
    }
}
