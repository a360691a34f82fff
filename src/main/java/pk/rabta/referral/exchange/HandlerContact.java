package pk.rabta.referral.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;

/** What may stand in the contact of a protected witness's referral, submitted or amended: whom to ask. See ADR 59. */
public final class HandlerContact {

    /** The handler's code, and that it is the way. */
    private static final Set<String> MEMBERS = Set.of("via", "vso");
    /** Words and short numbers, such as VSO-KP-014: no telephone and no identity card has this form. */
    private static final String HANDLER = "[A-Z]{2,10}(-([A-Z]{1,10}|[0-9]{1,5})){1,3}";

    private HandlerContact() {}

    /** What is wrong with a contact, taken as a whole; empty where it is a handler's code and nothing else. */
    public static Optional<Violation> refusal(JsonNode contact) {
        Set<String> more = new TreeSet<>();
        contact.fieldNames().forEachRemaining(more::add);
        more.removeAll(MEMBERS);
        return more.isEmpty() && contact.path("vso").asText().matches(HANDLER) ? Optional.empty()
                : Optional.of(new Violation("/contact", Text.of(
                        "Give the handler's code, such as VSO-KP-014, as contact.vso, and nothing else.",
                        "contact.vso میں نگران کا کوڈ دیں، جیسے VSO-KP-014، اور کچھ نہیں۔"), "protection-rule"));
    }

    /** 422 with what stands against it. */
    public static ProblemException problem(List<Violation> refused) {
        return ProblemType.RULE_VIOLATED.detail("A protection rule stands against it. Nothing was changed or queued.",
                "تحفظ کے اصول کی وجہ سے ممکن نہیں۔ کچھ تبدیل نہیں ہوا، نہ قطار میں ڈالا گیا۔").violations(refused).exception();
    }
}
