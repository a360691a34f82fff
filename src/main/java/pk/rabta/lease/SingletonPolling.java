package pk.rabta.lease;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.RouteAware;
import org.apache.camel.component.file.remote.RemoteFilePollingConsumerPollStrategy;
import org.springframework.stereotype.Component;

/** The poll strategy of routes that fetch files: a node without the route's lease does not even look. */
@Component("singletonPolling")
class SingletonPolling extends RemoteFilePollingConsumerPollStrategy {

    private final Leases leases;

    SingletonPolling(Leases leases) {
        this.leases = leases;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return consumer instanceof RouteAware of && leases.hold(of.getRoute().getRouteId()).isPresent()
                && super.begin(consumer, endpoint);
    }
}
