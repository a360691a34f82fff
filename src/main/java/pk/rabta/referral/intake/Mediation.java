package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.partner.Partners;
import pk.rabta.referral.exchange.HandlerContact;
import pk.rabta.registry.Person;

/**
 * What a handler may submit for a protected witness: a programme whose partner works with a token alone, and whom to ask.
 * Whatever else is refused, not left out, so that nobody thinks it was told. See ADR 59.
 */
@Component
class Mediation {

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
        HandlerContact.refusal(submission.body().path("contact")).ifPresent(refused::add);
        if (!refused.isEmpty()) {
            throw HandlerContact.problem(refused);
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
