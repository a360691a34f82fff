package pk.rabta.mapping;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code mapping:<partner>/<from>-to-<to>}: replaces the message's body by its translation. */
final class MappingComponent extends DefaultComponent {

    private final Mappings mappings;

    MappingComponent(Mappings mappings) {
        this.mappings = mappings;
    }

    /** An unknown mapping is refused here, so that a route that names one does not start. */
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new MappingEndpoint(uri, this, mappings.find(remaining));
    }
}
