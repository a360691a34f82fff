package pk.rabta.batch;

import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.Destinations;
import pk.rabta.lease.PollGate;

/** The server of a paused partner is left alone: files stay in their folders, and are read after the resume. */
@Component
class PausedPartners implements PollGate {

    private final Destinations destinations;

    PausedPartners(Destinations destinations) {
        this.destinations = destinations;
    }

    /** A route of a template says by its parameter whose files it fetches. */
    @Override
    public boolean open(Route route) {
        RouteDefinition made = ((ModelCamelContext) route.getCamelContext()).getRouteDefinition(route.getRouteId());
        Object partner = made == null || made.getTemplateParameters() == null ? null
                : made.getTemplateParameters().get("partner");
        return partner == null || !destinations.get(partner.toString()).paused();
    }
}
