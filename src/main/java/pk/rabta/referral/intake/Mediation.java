package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.partner.Partners;
import pk.rabta.registry.Person;

/**
 * What a handler may submit for a protected witness: a programme whose partner works with a token alone, and whom to ask.
 * Whatever else is refused, not left out, so that nobody thinks it was told. See ADR 59.
 */
@Component
class Mediation {

    /** Of a contact: the handler's code, and that it is the way. */
    private static final Set<String> CONTACT = Set.of("via", "vso");
    /** Words and short numbers, such as VSO-KP-014: no telephone and no identity card has this form. */
    private static final String HANDLER = "[A-Z]{2,10}(-([A-Z]{1,10}|[0-9]{1,5})){1,3}";

    private final Partners partners;

    Mediation(Partners partners) {
        this.partners = partners;
    }

    /** Refuses, with 422, what goes further; does nothing for anybody else. */
    void check(Submission submission, List<Wish> wishes) {
        Person person = submission.person();
        if (person == null || !person.hidden()) {
            return;
        }
        List<Violation> refused = new ArrayList<>();
        for (Wish wish : wishes) {
            if (!partners.get(wish.programme().partner()).takesTokenOnly()) {
                refused.add(refusal(wish.pointer(), "Nobody is told of this person but a partner that takes a token only. Ask "
                        + "the other office without a name, by the handler.",
                        "اس فرد کا ذکر صرف اس ادارے سے ہو سکتا ہے جو محض ٹوکن لیتا ہے۔ دوسرے دفتر سے نگران کے ذریعے، نام کے بغیر پوچھیں۔"));
            }
            more(wish.choice(), wish.pointer(), refused);
        }
        more(submission.body(), "", refused);
        JsonNode contact = submission.body().path("contact");
        Set<String> members = new TreeSet<>();
        contact.fieldNames().forEachRemaining(members::add);
        members.removeAll(CONTACT);
        if (!members.isEmpty() || !contact.path("vso").asText().matches(HANDLER)) {
            refused.add(refusal("/contact", "Give the handler's code, such as VSO-KP-014, as contact.vso, and nothing else.",
                    "contact.vso میں نگران کا کوڈ دیں، جیسے VSO-KP-014، اور کچھ نہیں۔"));
        }
        if (!refused.isEmpty()) {
            throw ProblemType.RULE_VIOLATED.detail("A protection rule stands against it. Nothing was queued.",
                    "تحفظ کے اصول کی وجہ سے ممکن نہیں۔ کچھ قطار میں نہیں ڈالا گیا۔").violations(refused).exception();
        }
    }

    private static void more(JsonNode given, String pointer, List<Violation> refused) {
        for (String name : List.of("details", "documents")) {
            if (!given.path(name).isEmpty()) {
                refused.add(refusal(pointer + "/" + name, "Leave this out: the partner takes a token and a handler.",
                        "یہ نہ دیں: ادارہ صرف ٹوکن اور نگران لیتا ہے۔"));
            }
        }
    }

    private static Violation refusal(String pointer, String en, String ur) {
        return new Violation(pointer, Text.of(en, ur), "protection-rule");
    }
}
