package pk.rabta.sandbox.leak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.ConfigurableApplicationContext;
import pk.rabta.content.DisclosureMatrix;
import pk.rabta.mapping.Mappings;
import pk.rabta.partner.Partners;
import pk.rabta.sandbox.KnownPersons;
import pk.rabta.sandbox.Received.Arrival;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulator;
import pk.rabta.sandbox.registry.RegistrySimulator;

/**
 * Holds what simulators received against the matrix: no value of a known person in a field that the matrix does not give
 * to that partner, and no word of what happened where the label is withheld.
 */
public final class DisclosedTraffic {

    private static final List<String> TELLING = List.of("terror", "victim", "blast", "martyr", "shaheed", "bereave",
            "mutasir", "دہشت", "شہید", "متاثر", "دھماک");

    private final Map<String, Set<String>> allowed;
    private final Set<String> withheld;
    private final LeakScanner scanner = new LeakScanner();
    private final Map<String, Set<String>> fields = new HashMap<>();

    /** @param allowed fields by partner; @param withheld partners that never learn the label */
    DisclosedTraffic(Map<String, Set<String>> allowed, Set<String> withheld) {
        this.allowed = allowed;
        this.withheld = withheld;
        TELLING.forEach(scanner::addWord);
    }

    /** By the hub's own profiles and programmes. */
    public static DisclosedTraffic of(ConfigurableApplicationContext hub) {
        Partners partners = hub.getBean(Partners.class);
        DisclosureMatrix matrix = DisclosureMatrix.of(hub);
        Map<String, Set<String>> allowed = new HashMap<>();
        Set<String> withheld = new TreeSet<>();
        for (String partner : partners.ids()) {
            allowed.put(partner, matrix.fields(partner));
            if (partners.get(partner).labelWithheld()) {
                withheld.add(partner);
            }
        }
        // It sent the persons, and is asked by its own number of them.
        allowed.put(partners.registryId(), Set.of("victim.registryId"));
        return new DisclosedTraffic(allowed, withheld);
    }

    /** Takes what arrived since the last time, and tells what should not have: a line each, without the value. */
    public synchronized List<String> check(SandboxEnvironment sandbox, ConfigurableApplicationContext hub) {
        RegistrySimulator registry = sandbox.simulator(RegistrySimulator.class);
        for (String id : registry.ids()) {
            if (!fields.containsKey(id)) {
                KnownPersons.add((JsonNode) hub.getBean(Mappings.class).apply("registry/on-search-to-victim", registry.told(id)));
            }
        }
        know(KnownPersons.values());
        List<String> leaks = new ArrayList<>();
        for (Simulator simulator : sandbox.simulators()) {
            simulator.received().take().forEach(arrival -> leaks.addAll(check(simulator.partner(), arrival)));
        }
        return leaks;
    }

    void know(Map<String, Set<String>> values) {
        values.forEach((value, where) -> {
            fields.computeIfAbsent(value, any -> new TreeSet<>()).addAll(where);
            scanner.add(value);
        });
    }

    Set<String> check(String partner, Arrival arrival) {
        Set<String> mayLearn = allowed.getOrDefault(partner, Set.of());
        Set<String> leaks = new TreeSet<>();
        scanner.scan(arrival.bytes(), (value, form) -> {
            Set<String> where = fields.get(value);
            if (where == null ? withheld.contains(partner) : where.stream().noneMatch(mayLearn::contains)) {
                leaks.add(partner + " received " + (where == null ? "the word '" + value + "'" : "a value of " + where)
                        + " as " + form + " in " + arrival.what());
            }
        });
        return leaks;
    }
}
