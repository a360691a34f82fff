package pk.rabta.referral.partnerside;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.Caller;
import pk.rabta.audit.Audit;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.Programme;
import pk.rabta.consent.Consent;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.partner.DisclosurePolicy.Disclosed;
import pk.rabta.referral.Referral;
import pk.rabta.referral.Sealed;
import pk.rabta.referral.exchange.CanonicalReferral;
import pk.rabta.referral.exchange.Disclosure;
import pk.rabta.referral.lifecycle.ReferralStatus;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;

/** What a partner may read of a referral at this moment, recorded as the disclosure that it is. */
@Component
class PartnerContent {

    private final CanonicalReferral canonical;
    private final Disclosure disclosure;
    private final Catalogue catalogue;
    private final Persons persons;
    private final Sealed sealed;
    private final Audit audit;
    private final Clock clock;

    PartnerContent(CanonicalReferral canonical, Disclosure disclosure, Catalogue catalogue, Persons persons,
                   Sealed sealed, Audit audit, Clock clock) {
        this.canonical = canonical;
        this.disclosure = disclosure;
        this.catalogue = catalogue;
        this.persons = persons;
        this.sealed = sealed;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The canonical document, reduced; null where it is withheld: the referral has ended or is being cancelled, the
     * basis does not hold, the registry's word is too old, or nothing was sent of somebody who has died or was merged.
     */
    @Nullable ObjectNode read(Referral referral, Consent consent, Caller caller) {
        Instant now = clock.instant();
        Programme programme = catalogue.get(referral.programmeId());
        Person person = persons.find(referral.victimId()).orElseThrow();
        boolean ended = referral.status().terminal() || referral.status() == ReferralStatus.CANCELLATION_REQUESTED;
        if (ended || !person.usable(now) || !referral.dispatched() && person.gone() != null
                || consent.refusal(referral.partnerId(), programme.purpose(), person, now) != null) {
            return null;
        }
        String messageId = PublicId.next(Prefix.MSG);
        ObjectNode document = canonical.build(
                new CanonicalReferral.Envelope(messageId, "request", "request", now),
                new CanonicalReferral.Body(referral.id(), programme, referral.need(), referral.phase(),
                        referral.urgency(), referral.requestedAt(), referral.partnerReference(), null,
                        sealed.open(referral.victimId(), referral.content())),
                person, consent, canonical.documents(referral.id()));
        Disclosed disclosed = disclosure.reduce(document, programme, consent, person.flags());
        ObjectNode leaf = JsonNodeFactory.instance.objectNode().put("to", referral.partnerId())
                .put("message", "read").put("messageId", messageId).put("basis", consent.basis())
                .put("consent", consent.id());
        disclosed.fields().forEach(leaf.putArray("fields")::add);
        audit.record("disclosure", "PARTNER:" + caller.clientId(), referral.victimId(), referral.id(), leaf, now);
        return disclosed.document();
    }
}
