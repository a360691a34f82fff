package pk.rabta.referral.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.catalogue.ProtectionRules;
import pk.rabta.referral.exchange.Disclosure;
import pk.rabta.registry.Person;

/** Holds what a submission asks for against the person's protection flags. */
@Component
class FlagCheck {

    private final ProtectionRules rules;
    private final Disclosure disclosure;

    FlagCheck(ProtectionRules rules, Disclosure disclosure) {
        this.rules = rules;
        this.disclosure = disclosure;
    }

    /**
     * Refuses, with 422 and whom to ask, programmes that cannot do without what a flag holds back, and needs without
     * programmes where a person must choose.
     */
    void check(@Nullable Person person, List<Wish> wishes, boolean matched) {
        Set<String> flags = person == null ? Set.of() : person.flags();
        if (flags.isEmpty()) {
            return;
        }
        List<Violation> refused = new ArrayList<>();
        if (matched && rules.byHand(flags)) {
            refused.add(new Violation("/programmes", Text.of("A protection rule holds for this person: name each programme. "
                    + "Ask first: " + ask(flags, "en"), "اس فرد کے لیے تحفظ کا اصول لاگو ہے: ہر پروگرام خود لکھیں۔ پہلے پوچھیں: "
                    + ask(flags, "ur")), "choose-by-hand"));
        } else {
            wishes.forEach(wish -> {
                List<String> closed = disclosure.protectedFields(wish.programme(), flags);
                if (!closed.isEmpty()) {
                    refused.add(new Violation(wish.pointer(), Text.of("The programme " + wish.programme().id()
                            + " cannot do without " + String.join(", ", closed) + ", which a protection rule holds back. Ask: "
                            + ask(flags, "en"), "پروگرام " + wish.programme().id() + " کے لیے " + String.join(", ", closed)
                            + " لازمی ہے، جسے تحفظ کا اصول روکتا ہے۔ پوچھیں: " + ask(flags, "ur")), "protection-rule"));
                }
            });
        }
        if (!refused.isEmpty()) {
            throw ProblemType.RULE_VIOLATED.detail("A protection rule stands against it. Nothing was queued.",
                    "تحفظ کے اصول کی وجہ سے ممکن نہیں۔ کچھ قطار میں نہیں ڈالا گیا۔").violations(refused).exception();
        }
    }

    private String ask(Set<String> flags, String language) {
        return rules.ask(flags).stream().map(text -> text.in(language)).collect(Collectors.joining("; "));
    }
}
