package pk.rabta.sandbox.leak;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
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
 * to that programme, by the referrals that a message names, or to that partner where it names none; and no word of what
 * happened where the label is withheld.
 */
public final class DisclosedTraffic {

    private static final List<String> TELLING = List.of("terror", "victim", "blast", "martyr", "shaheed", "bereave",
            "mutasir", "دہشت", "شہید", "متاثر", "دھماک");

    private static final Pattern REFERRAL = Pattern.compile("REF-[0-9A-Z]{20,}");

    private final Map<String, Set<String>> allowed;
    private final Set<String> withheld;
    /** Fields by referral; empty where there is no such referral of this partner. */
    private final BiFunction<String, String, Optional<Set<String>>> byReferral;
    private final LeakScanner scanner = new LeakScanner();
    private final Map<String, Set<String>> fields = new HashMap<>();

    /**
     * @param allowed    fields by partner
     * @param withheld   partners that never learn the label
     * @param byReferral fields by partner and referral, where that is one of the partner's
     */
    DisclosedTraffic(Map<String, Set<String>> allowed, Set<String> withheld,
                     BiFunction<String, String, Optional<Set<String>>> byReferral) {
        this.byReferral = byReferral;
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
        JdbcClient jdbc = hub.getBean(JdbcClient.class);
        return new DisclosedTraffic(allowed, withheld, (partner, referral) -> jdbc.sql("""
                select programme_id from referral where id = :id and partner_id = :partner""").param("id", referral)
                .param("partner", partner).query(String.class).optional().map(matrix::fieldsOf));
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
        Set<String> mayLearn = mayLearn(partner, arrival);
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

    /** Of two programmes of one partner, one may be told a name and the other not. */
    private Set<String> mayLearn(String partner, Arrival arrival) {
        Set<String> fields = new TreeSet<>();
        boolean named = false;
        Matcher ids = REFERRAL.matcher(new String(arrival.bytes(), StandardCharsets.UTF_8));
        while (ids.find()) {
            Optional<Set<String>> of = byReferral.apply(partner, ids.group());
            named |= of.isPresent();
            of.ifPresent(fields::addAll);
        }
        return named ? fields : allowed.getOrDefault(partner, Set.of());
    }
}
