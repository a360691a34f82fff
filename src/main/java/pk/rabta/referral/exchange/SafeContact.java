package pk.rabta.referral.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import pk.rabta.consent.Consent;

/** How a person may be reached by what they asked for and by what the referral says: the most restrictive of both. */
public final class SafeContact {

    /** The code that tells an officer of it: see {@link #otherHours}. */
    public static final String OTHER_HOURS = "consent.other-hours";
    private static final String HOURS = "safeHours";

    private SafeContact() {}

    /**
     * Narrows the member {@code contact} of a document down to what the basis allows. Where no hour is safe by both, nobody
     * shall call: which of the two is out of date only the officer knows.
     */
    static void restrict(ObjectNode document, Consent consent) {
        JsonNode asked = consent.restrictions();
        for (String restriction : List.of("noPhone", "noSms")) {
            if (asked.path(restriction).asBoolean()) {
                document.withObject("/contact").put(restriction, true);
            }
        }
        if (asked.path("femaleOfficerOnly").asBoolean()) {
            document.withObject("/contact").put("officerSex", "F");
        }
        if (asked.hasNonNull(HOURS)) {
            hours(document.withObject("/contact"), asked.get(HOURS).asText());
        }
        JsonNode contact = document.path("contact");
        if (contact instanceof ObjectNode agreed && !callable(contact)) {
            agreed.remove("phone");
        }
    }

    /** Only a telephone that was agreed as the way leaves, whoever reads the document: a number that nobody has rings nowhere. */
    private static boolean callable(JsonNode contact) {
        return "PHONE".equals(contact.path("via").asText()) && !contact.path("noPhone").asBoolean();
    }

    private static void hours(ObjectNode contact, String asked) {
        String common = SafeHours.common(contact.path(HOURS).asText(asked), asked);
        if (common == null) {
            contact.put("noPhone", true).put("noSms", true);
        }
        contact.put(HOURS, common == null ? asked : common);
    }

    /** Whether partners are told other hours than this contact says, because the basis is narrower. */
    public static boolean otherHours(JsonNode contact, Consent consent) {
        if (!contact.hasNonNull(HOURS) || !consent.restrictions().hasNonNull(HOURS)) {
            return false;
        }
        String told = contact.get(HOURS).asText();
        return !told.equals(SafeHours.common(told, consent.restrictions().get(HOURS).asText()));
    }
}
