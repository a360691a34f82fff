package pk.rabta.lease;

import java.util.List;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.RouteAware;
import org.apache.camel.component.file.remote.RemoteFilePollingConsumerPollStrategy;
import org.springframework.stereotype.Component;

/** The poll strategy of routes that fetch files: behind a shut gate, or without the route's lease, nobody even looks. */
@Component("singletonPolling")
class SingletonPolling extends RemoteFilePollingConsumerPollStrategy {

    private final Leases leases;
    private final List<PollGate> gates;

    SingletonPolling(Leases leases, List<PollGate> gates) {
        this.leases = leases;
        this.gates = gates;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return consumer instanceof RouteAware of && gates.stream().allMatch(gate -> gate.open(of.getRoute()))
                && leases.hold(of.getRoute().getRouteId()).isPresent() && super.begin(consumer, endpoint);
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        if (consumer instanceof RouteAware of) {
            gates.forEach(gate -> gate.looked(of.getRoute()));
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) throws Exception {
        if (consumer instanceof RouteAware of) {
            gates.forEach(gate -> gate.failed(of.getRoute(), cause));
        }
        return super.rollback(consumer, endpoint, retryCounter, cause);
    }
}
