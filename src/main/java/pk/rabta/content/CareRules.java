package pk.rabta.content;

import java.util.List;
import java.util.Map;
import java.util.Set;
import pk.rabta.catalogue.Programme;
import pk.rabta.partner.DisclosurePolicy;
import pk.rabta.partner.PartnerProfile;

/**
 * What is said of a person's health, and more so of a person's mind, goes to those who care for it and never to those who
 * police: decided by the kind of a partner, and a partner that states none gets none of it.
 */
final class CareRules {

    private static final Set<String> HEALTH = Set.of("health", "welfare");
    private static final Set<String> MIND = Set.of("health");
    /** Fields, and all below them, by the kinds of partners that may learn them. */
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "details.hospital", HEALTH, "details.patient", HEALTH, "details.counselling", MIND);
    /** Purposes of programmes: that somebody is referred for one says as much as a field. */
    private static final Map<String, Set<String>> PURPOSES = Map.of("HEALTH", HEALTH, "MHPSS", MIND);

    private CareRules() {}

    /** What a profile discloses and may not, a line each. */
    static List<String> disclosed(String where, PartnerProfile profile) {
        return FIELDS.entrySet().stream().filter(field -> !field.getValue().contains(profile.kind()))
                .flatMap(field -> profile.disclose().stream().filter(path -> touches(path, field.getKey()))
                        .map(path -> where + "disclose names " + path + ", which only partners of kind "
                                + sorted(field.getValue()) + " may learn; this one's kind is " + profile.kind()))
                .sorted().toList();
    }

    /** A programme whose purpose its partner must not be told. */
    static List<String> served(String where, Programme programme, PartnerProfile partner) {
        Set<String> kinds = PURPOSES.getOrDefault(programme.purpose(), Set.of(partner.kind()));
        return kinds.contains(partner.kind()) ? List.of() : List.of(where + "purpose " + programme.purpose()
                + " is for partners of kind " + sorted(kinds) + "; this one's kind is " + partner.kind());
    }

    private static boolean touches(String path, String field) {
        return DisclosurePolicy.permits(path, List.of(field)) || DisclosurePolicy.permits(field, List.of(path));
    }

    private static String sorted(Set<String> kinds) {
        return String.join(" or ", kinds.stream().sorted().toList());
    }
}
