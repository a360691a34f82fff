package pk.rabta.api.server;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the edge asks about a request, before its body is anybody's business. */
@Component
class EdgeChecks {

    private final Limits limits;
    private final TokenBinding binding;
    private final ClientAddress addresses;
    private final ClientCertificate certificates;
    private final ObjectProvider<CallbackGate> gates;

    EdgeChecks(Limits limits, TokenBinding binding, ClientAddress addresses, ClientCertificate certificates,
               ObjectProvider<CallbackGate> gates) {
        this.limits = limits;
        this.binding = binding;
        this.addresses = addresses;
        this.certificates = certificates;
        this.gates = gates;
    }

    Limits limits() {
        return limits;
    }

    TokenBinding binding() {
        return binding;
    }

    ClientAddress addresses() {
        return addresses;
    }

    ClientCertificate certificates() {
        return certificates;
    }

    List<CallbackGate> gates() {
        return gates.stream().toList();
    }
}
