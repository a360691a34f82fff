package pk.rabta.batch;

import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.Destinations;
import pk.rabta.delivery.DirectCalls;
import pk.rabta.lease.PollGate;

/**
 * The server of a paused partner is left alone: files stay in their folders, and are read after the resume. How the looks
 * go counts for the partner's health.
 */
@Component
class PausedPartners implements PollGate {

    private final Destinations destinations;
    private final DirectCalls calls;
    private final SftpFaults faults;

    PausedPartners(Destinations destinations, DirectCalls calls, SftpFaults faults) {
        this.destinations = destinations;
        this.calls = calls;
        this.faults = faults;
    }

    @Override
    public boolean open(Route route) {
        String partner = partner(route);
        return partner == null || !destinations.get(partner).paused();
    }

    @Override
    public void looked(Route route) {
        String partner = partner(route);
        if (partner != null && !faults.brokeOff(partner)) {
            calls.answered(partner);
        }
    }

    @Override
    public void failed(Route route, Exception fault) {
        String partner = partner(route);
        if (partner != null) {
            faults.brokeOff(partner);
            faults.count(partner, fault);
        }
    }

    /** A route of a template says by its parameter whose files it fetches. */
    private static @Nullable String partner(Route route) {
        RouteDefinition made = ((ModelCamelContext) route.getCamelContext()).getRouteDefinition(route.getRouteId());
        Object partner = made == null || made.getTemplateParameters() == null ? null
                : made.getTemplateParameters().get("partner");
        return partner == null ? null : partner.toString();
    }
}
