package pk.rabta.referral.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.Programme;
import pk.rabta.consent.Consent;
import pk.rabta.consent.Consents;
import pk.rabta.delivery.Delivery;
import pk.rabta.delivery.DeliverySubject;
import pk.rabta.delivery.Outbox;
import pk.rabta.partner.DisclosurePolicy.Disclosed;
import pk.rabta.partner.PartnerProfile.Message;
import pk.rabta.referral.Referral;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.ReferralMessages;
import pk.rabta.referral.Referrals;
import pk.rabta.referral.Sealed;
import pk.rabta.referral.lifecycle.LifecycleCommand.Acknowledge;
import pk.rabta.referral.lifecycle.LifecycleCommand.Cancel;
import pk.rabta.referral.lifecycle.LifecycleCommand.ConfirmCancellation;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.referral.lifecycle.ReferralStatus;
import pk.rabta.partner.Partners;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;

/** What deliveries about referrals carry: built at the moment of sending, under the basis that holds then. */
@Component
class ReferralDeliveries implements DeliverySubject {

    private static final Duration REGISTRY_RETRY = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Referrals referrals;
    private final ReferralCommands commands;
    private final ParkedNews parkedNews;
    private final ReferralUpdates updates;
    private final Partners partners;
    private final Outbox outbox;
    private final Consents consents;
    private final Persons persons;
    private final Catalogue catalogue;
    private final CanonicalReferral canonical;
    private final Disclosure disclosure;
    private final Refusals refusals;
    private final Sealed sealed;

    ReferralDeliveries(JdbcClient jdbc, Referrals referrals, ReferralCommands commands, ParkedNews parkedNews,
                       ReferralUpdates updates, Partners partners, Outbox outbox, Consents consents, Persons persons,
                       Catalogue catalogue, CanonicalReferral canonical, Disclosure disclosure, Refusals refusals, Sealed sealed) {
        this.jdbc = jdbc;
        this.referrals = referrals;
        this.commands = commands;
        this.parkedNews = parkedNews;
        this.updates = updates;
        this.partners = partners;
        this.outbox = outbox;
        this.consents = consents;
        this.persons = persons;
        this.catalogue = catalogue;
        this.canonical = canonical;
        this.disclosure = disclosure;
        this.refusals = refusals;
        this.sealed = sealed;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("request", "update", "cancellation");
    }

    @Override
    public Readiness prepare(Delivery delivery, Instant now) {
        String id = delivery.referralId();
        Referral seen = referrals.find(id == null ? "" : id).orElseThrow();
        Consent consent = consents.share(seen.consentId());
        Referral referral = referrals.lock(seen.id()).orElseThrow();
        boolean cancellation = "cancellation".equals(delivery.kind());
        if (!cancellation && ended(referral)) {
            return new Readiness.Unwanted("referral-" + referral.status().name().toLowerCase(Locale.ROOT));
        }
        if (cancellation && !referral.dispatched()) {
            return new Readiness.Unwanted(Outbox.NEVER_SENT);
        }
        Instant settled = cancellation ? outbox.mayArriveUntil(referral.id(), now).orElse(now) : now;
        if (settled.isAfter(now)) {
            return new Readiness.NotYet(Outbox.IN_DOUBT, settled);
        }
        Programme programme = catalogue.get(referral.programmeId());
        Message message = programme.messages().get(delivery.message());
        if (message == null) {
            return new Readiness.NotYet("catalogue-has-no-message-" + delivery.message(), now.plus(REGISTRY_RETRY));
        }
        Person person = persons.find(referral.victimId()).orElseThrow();
        if (person.erased()) {
            return new Readiness.Unwanted("person-erased");
        }
        boolean mediated = mediated(referral);
        if (person.hidden() && !cancellation && !mediated) {
            return withheld(delivery, referral);
        }
        Reason refusal = cancellation ? null : refusals.of(delivery, programme, consent, person, now);
        if (refusal != null) {
            commands.byHub(referral.id(), new Cancel(refusal));
            return new Readiness.Unwanted(refusal.code());
        }
        if (!person.usable(now) && !cancellation && !mediated) {
            return new Readiness.NotYet("technical.registry-down", now.plus(REGISTRY_RETRY));
        }
        Disclosed disclosed = disclosed(delivery, referral, programme, person, consent, cancellation);
        return new Readiness.Ready(disclosed.document(), message, disclosed.fields(), referral.victimId(),
                new Basis(consent.basis(), consent.id()));
    }

    /**
     * Of a protected witness a handler's referral alone leaves, to a partner that takes a token: it was withheld from its
     * first moment. What was withheld later has ended, for the flag that came stopped it.
     */
    private boolean mediated(Referral referral) {
        return referral.withheld() && partners.get(referral.partnerId()).takesTokenOnly();
    }

    /** A protected witness: what was recorded about them before ends unsaid, whatever brought it here. */
    private Readiness withheld(Delivery delivery, Referral referral) {
        if ("request".equals(delivery.kind())) {
            commands.byHub(referral.id(), new Cancel(Reason.of("person.not-found")));
        }
        return new Readiness.Unwanted("person-withheld");
    }

    private Disclosed disclosed(Delivery delivery, Referral referral, Programme programme, Person person,
                                Consent consent, boolean cancellation) {
        ObjectNode document = canonical.build(
                new CanonicalReferral.Envelope(delivery.messageId(), delivery.kind(), delivery.message(),
                        referral.updatedAt()),
                new CanonicalReferral.Body(referral.id(), programme, referral.need(), referral.phase(),
                        referral.urgency(), referral.requestedAt(), referral.partnerReference(),
                        cancellation ? referral.reason() : null, content(delivery, referral)),
                person, consent, canonical.documents(referral.id()));
        if (cancellation) {
            // Whoever withdraws discloses nothing more: the referral's own number is enough.
            document.retain("contract", "message", "referral");
        }
        return disclosure.reduce(document, programme, consent, person.flags());
    }

    /** What the officer gave, with the words of the answer that this message is. */
    private ObjectNode content(Delivery delivery, Referral referral) {
        ObjectNode content = sealed.open(referral.victimId(), referral.content());
        if (delivery.detail().hasNonNull(ReferralMessages.ENTRY)) {
            byte[] entry = jdbc.sql("select content from referral_event where id = :id")
                    .param("id", UUID.fromString(delivery.detail().get(ReferralMessages.ENTRY).asText()))
                    .query((row, number) -> row.getBytes("content")).optional().orElse(null);
            JsonNode words = sealed.open(referral.victimId(), entry).path("note");
            if (words.isTextual()) {
                content.putObject("answer").set("text", words);
            }
        }
        return content;
    }

    @Override
    public boolean wanted(Delivery delivery) {
        return "cancellation".equals(delivery.kind())
                || referrals.find(delivery.referralId() == null ? "" : delivery.referralId())
                        .filter(referral -> !ended(referral)).isPresent();
    }

    private static boolean ended(Referral referral) {
        return referral.status().terminal() || referral.status() == ReferralStatus.CANCELLATION_REQUESTED;
    }

    @Override
    public @Nullable Message message(Delivery delivery) {
        return referrals.find(delivery.referralId() == null ? "" : delivery.referralId())
                .map(referral -> catalogue.get(referral.programmeId()).messages().get(delivery.message())).orElse(null);
    }

    @Override
    public void lock(Delivery delivery) {
        referrals.lock(delivery.referralId() == null ? "" : delivery.referralId());
    }

    @Override
    public void dispatched(Delivery delivery, Instant now) {
        jdbc.sql("update referral set dispatched = true where id = :id and not dispatched")
                .param("id", delivery.referralId()).update();
    }

    @Override
    public void unsent(Delivery delivery, Instant now) {
        if (delivery.referralId() != null && !outbox.mayHaveLeft(delivery.referralId())) {
            referrals.unsent(delivery.referralId());
            settleCancellation(referrals.find(delivery.referralId()).orElseThrow(), now);
        }
    }

    /** It was taken back while the attempt ran, which sent nothing: nobody needs to be asked, or told. */
    private void settleCancellation(Referral referral, Instant now) {
        if (referral.dispatched()) {
            return;
        }
        if (referral.status() == ReferralStatus.CANCELLATION_REQUESTED) {
            commands.byHub(referral.id(), new ConfirmCancellation());
        } else if (referral.status() == ReferralStatus.ENTERED_IN_ERROR) {
            outbox.voidNeverSent(referral.id(), now);
        }
    }

    @Override
    public void acknowledged(Delivery delivery, @Nullable JsonNode answer, Instant now) {
        String id = delivery.referralId();
        if ("request".equals(delivery.kind()) && id != null && !saysReceived(answer)) {
            commands.byHub(id, new Acknowledge(null));
        }
        if (answer != null) {
            int number = 0;
            for (JsonNode update : answer.path("updates")) {
                updates.apply(delivery.destination(), update, delivery.messageId() + "#" + number++, delivery.id());
            }
        }
    }

    private static boolean saysReceived(@Nullable JsonNode answer) {
        return answer != null && "acknowledge".equals(answer.at("/updates/0/command").asText());
    }

    @Override
    public void sent(Delivery delivery, Instant now) {
        if ("request".equals(delivery.kind()) && delivery.referralId() != null) {
            commands.handedOver(delivery.referralId());
        }
    }

    @Override
    public void parked(Delivery delivery, String reason, List<String> detail, Instant now) {
        referrals.find(delivery.referralId() == null ? "" : delivery.referralId())
                .ifPresent(referral -> parkedNews.tell(referral, reason, detail));
    }
}
