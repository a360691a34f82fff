package pk.rabta.api.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the edge asks about a request, before its body is anybody's business. */
@Component
class EdgeChecks {

    /** What partners' addresses start with; the partner's name follows. */
    static final Set<String> DOORS = Set.of("spdci", "soap", "fhir", "rest", "sealed");

    private final Limits limits;
    private final TokenBinding binding;
    private final ClientAddress addresses;
    private final ClientCertificate certificates;
    private final BodyRoom room;
    private final LinesDoor lines;
    private final ObjectProvider<CallbackGate> gates;

    EdgeChecks(Limits limits, TokenBinding binding, ClientAddress addresses, ClientCertificate certificates,
               BodyRoom room, LinesDoor lines, ObjectProvider<CallbackGate> gates) {
        this.limits = limits;
        this.binding = binding;
        this.addresses = addresses;
        this.certificates = certificates;
        this.room = room;
        this.lines = lines;
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

    BodyRoom room() {
        return room;
    }

    LinesDoor lines() {
        return lines;
    }

    List<CallbackGate> gates() {
        return gates.stream().toList();
    }

    /** The partner that a callback's address names, as it was written: no other spelling of it passes a gate. */
    static String named(HttpServletRequest request) {
        String[] parts = request.getRequestURI().split("/", 4);
        return parts.length > 2 ? parts[2] : "";
    }

    /** The partner that a callback names and that exists; null for every other request. */
    @Nullable String partner(HttpServletRequest request) {
        String[] parts = request.getRequestURI().split("/", 3);
        String named = named(request);
        return parts.length > 1 && DOORS.contains(parts[1]) && gates().stream().anyMatch(gate -> gate.knows(named))
            ? named : null;
    }
}
