package pk.rabta.consent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which fields of the canonical referral each data scope of a consent opens. */
public final class DataScopes {

    /** What every referral carries, what names nobody, and what an officer wrote for the partner that asked. */
    private static final List<String> ALWAYS =
            List.of("contract", "message", "referral", "victim.token", "consent", "documents", "answer");

    /** The narrowest first: of two that open a field, it is the one to ask for. */
    private static final List<String> SCOPES =
            List.of("IDENTITY_MIN", "INCIDENT_MIN", "CONTACT", "HOUSEHOLD", "HEALTH", "MHPSS", "CASE", "BANK");

    private static final Map<String, List<String>> FIELDS = Map.of(
            "IDENTITY_MIN", List.of("victim.registryId", "victim.name", "victim.relation", "victim.identifiers",
                    "victim.sex", "victim.birthDate", "victim.birthDatePrecision", "victim.maritalStatus",
                    "victim.everMarried", "victim.language", "victim.zakatEligibleDeclared",
                    "victim.address.province", "victim.address.district", "victim.address.tehsil",
                    "victim.address.unionCouncil", "victim.address.localCommittee"),
            "CONTACT", List.of("contact", "victim.phone", "victim.address"),
            "HOUSEHOLD", List.of("household", "details.household", "details.declarations", "details.incomePkr"),
            "INCIDENT_MIN", List.of("incident.id", "incident.date", "incident.district", "victim.harms.mechanism"),
            "HEALTH", List.of("victim.harms", "details.hospital", "details.patient"),
            "MHPSS", List.of("details.counselling"),
            "CASE", List.of("incident", "details.case"),
            "BANK", List.of("details.account"));

    private DataScopes() {}

    /** Whether these scopes open a field, by its own path or that of a parent. */
    private static boolean open(Collection<String> scopes, String path) {
        return fields(scopes).stream().anyMatch(field -> path.equals(field) || path.startsWith(field + "."));
    }

    /** All fields that any scope opens: what is not among them, nor below one, never leaves. */
    public static List<String> all() {
        return fields(FIELDS.keySet());
    }

    /** Scopes that, added to these, open all of some fields; none where they are open already. */
    public static List<String> lacking(Collection<String> scopes, Collection<String> paths) {
        List<String> lacking = new ArrayList<>();
        List<String> held = new ArrayList<>(scopes);
        List<String> closed = new ArrayList<>(paths);
        // What one scope alone opens decides first: it may open the others too.
        closed.sort(Comparator.comparingLong(path -> SCOPES.stream().filter(s -> open(List.of(s), path)).count()));
        for (String path : closed) {
            if (!open(held, path)) {
                SCOPES.stream().filter(scope -> open(List.of(scope), path)).findFirst().ifPresent(scope -> {
                    held.add(scope);
                    lacking.add(scope);
                });
            }
        }
        return lacking;
    }

    /** The fields that these scopes open, as dotted paths. */
    public static List<String> fields(Collection<String> scopes) {
        List<String> fields = new ArrayList<>(ALWAYS);
        scopes.forEach(scope -> fields.addAll(FIELDS.getOrDefault(scope, List.of())));
        return fields;
    }
}
