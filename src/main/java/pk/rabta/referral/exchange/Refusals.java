package pk.rabta.referral.exchange;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.catalogue.Programme;
import pk.rabta.consent.Consent;
import pk.rabta.delivery.Delivery;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.registry.Person;

/** Why a message about a referral may not leave, at the moment when it would. */
@Component
class Refusals {

    /** A protection flag holds back what the programme cannot do without. */
    private static final String PROTECTED = "person.protection-rule";

    private final Disclosure disclosure;

    Refusals(Disclosure disclosure) {
        this.disclosure = disclosure;
    }

    /** Why it may not leave. A request asks for more than the follow-ups: the fields, and somebody to ask it for. */
    @Nullable Reason of(Delivery delivery, Programme programme, Consent consent, Person person, Instant now) {
        String refusal = consent.refusal(programme.partner(), programme.purpose(), person, now);
        if (refusal != null || !"request".equals(delivery.kind())) {
            return refusal == null ? null : Reason.of(refusal);
        }
        List<String> scopes = disclosure.lacking(programme, consent);
        if (!scopes.isEmpty()) {
            return new Reason(Consent.TOO_NARROW, String.join(", ", scopes), null);
        }
        List<String> protectedFields = disclosure.protectedFields(programme, person.flags());
        if (!protectedFields.isEmpty()) {
            return new Reason(PROTECTED, String.join(", ", protectedFields), null);
        }
        String gone = person.gone();
        return gone == null ? null : Reason.of(gone);
    }
}
