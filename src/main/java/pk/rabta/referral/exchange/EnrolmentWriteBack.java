package pk.rabta.referral.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.consent.Consent;
import pk.rabta.consent.Consents;
import pk.rabta.delivery.Delivery;
import pk.rabta.delivery.DeliverySubject;
import pk.rabta.partner.DisclosurePolicy.Disclosed;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.PartnerProfile.Message;
import pk.rabta.partner.PartnerProfile.WriteBack;
import pk.rabta.partner.Partners;
import pk.rabta.referral.Journal.Who;
import pk.rabta.referral.Referral;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.Referrals;
import pk.rabta.referral.Sealed;
import pk.rabta.referral.lifecycle.ReferralStatus;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;

/** Tells the registry what came of a referral: the registry sent the person, so it learns the end. See ADR 53. */
@Component
class EnrolmentWriteBack implements DeliverySubject {

    /** So long nothing leaves whose basis nobody has reviewed in time; then it is looked at again. */
    private static final Duration UNREVIEWED = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Partners partners;
    private final Catalogue catalogue;
    private final Consents consents;
    private final Persons persons;
    private final Referrals referrals;
    private final ReferralCommands commands;
    private final ParkedNews parkedNews;
    private final Sealed sealed;
    private final ObjectMapper json;

    EnrolmentWriteBack(JdbcClient jdbc, Partners partners, Catalogue catalogue, Consents consents,
                       Persons persons, Referrals referrals, ReferralCommands commands, ParkedNews parkedNews, Sealed sealed,
                       ObjectMapper json) {
        this.jdbc = jdbc;
        this.partners = partners;
        this.catalogue = catalogue;
        this.consents = consents;
        this.persons = persons;
        this.referrals = referrals;
        this.commands = commands;
        this.parkedNews = parkedNews;
        this.sealed = sealed;
        this.json = json;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("write-back");
    }

    @Override
    public @Nullable Message message(Delivery delivery) {
        return partners.get(delivery.destination()).messages().get(delivery.message());
    }

    @Override
    public Readiness prepare(Delivery delivery, Instant now) {
        PartnerProfile registry = partners.get(delivery.destination());
        Message message = registry.messages().get(delivery.message());
        if (message == null) {
            throw new IllegalStateException("rabta.partners." + delivery.destination() + ".messages."
                    + delivery.message() + " is missing: outcomes cannot be written back");
        }
        String id = delivery.referralId();
        Consent consent = consents.share(referrals.find(id == null ? "" : id).orElseThrow().consentId());
        Referral referral = referrals.find(id == null ? "" : id).orElseThrow();
        if (referral.withheld()) {
            return new Readiness.Unwanted("person-withheld");
        }
        if (sealed.erased(referral.victimId())) {
            return new Readiness.Unwanted("person-erased");
        }
        String purpose = catalogue.get(referral.programmeId()).purpose();
        Person person = persons.find(referral.victimId()).orElse(null);
        String refusal = consent.refusal(referral.partnerId(), purpose, person, now);
        String unwanted = unwanted(referral.status(), refusal);
        if (unwanted != null) {
            return new Readiness.Unwanted(unwanted);
        }
        // Who agreed that a partner is asked has not agreed that the registry is told: that is asked of the same consent.
        WriteBack task = Objects.requireNonNull(registry.writeBack());
        boolean agreed = consent.refusal(delivery.destination(), purpose, person, now) == null
                && (!task.unnamed().contains(purpose) || consent.dataScopes().contains(purpose));
        if (!agreed && !task.ends().isAfter(now)) {
            return new Readiness.NotYet("basis-review-due", now.plus(UNREVIEWED));
        }
        ObjectNode document = document(referral);
        document.putObject("message").put("id", delivery.messageId())
                .put("createdAt", document.path("recordedAt").asText());
        Disclosed disclosed = ToldToRegistry.reduce(document, registry, purpose, agreed, refusal != null);
        return new Readiness.Ready(disclosed.document(), message, disclosed.fields(), referral.victimId(),
                agreed ? new Basis(consent.basis(), consent.id()) : new Basis(task.basis(), null, task.source()));
    }

    /** An enrolment is the registry's to know; a refusal only while the person agrees that it was asked for. */
    private static @Nullable String unwanted(ReferralStatus status, @Nullable String refusal) {
        return switch (status) {
            case COMPLETED, ENTERED_IN_ERROR -> null;
            case REJECTED, FAILED, EXPIRED -> refusal;
            // A late answer opened it again: what comes of it then is told then.
            default -> "referral-" + status.name().toLowerCase(Locale.ROOT);
        };
    }

    private ObjectNode document(Referral referral) {
        ObjectNode document = json.createObjectNode().put("contract", "enrolment/1");
        document.putObject("referral").put("id", referral.id());
        document.put("registryId", referral.victimId()).put("programme", referral.programmeId())
                .put("partner", referral.partnerId()).put("status", referral.status().name())
                .put("recordedAt", referral.updatedAt().toString());
        JsonNode reason = referral.reason();
        if (referral.status() == ReferralStatus.COMPLETED) {
            jdbc.sql("select * from enrolment where referral_id = :id").param("id", referral.id())
                    .query((row, n) -> enrolled(document, row, referral.victimId())).single();
        } else if (referral.status() != ReferralStatus.ENTERED_IN_ERROR && reason != null) {
            document.putObject("reason").put("code", reason.path("code").asText());
        }
        return document;
    }

    private ObjectNode enrolled(ObjectNode document, ResultSet row, String victimId) throws SQLException {
        document.put("recordedAt", row.getTimestamp("recorded_at").toInstant().toString());
        ObjectNode outcome = document.putObject("outcome");
        sealed.open(victimId, row.getBytes("detail")).properties().stream()
                .filter(member -> !member.getValue().isNull())
                .forEach(member -> outcome.set(member.getKey(), withoutNulls(member.getValue())));
        outcome.remove("text");
        if (row.getDate("effective_date") != null) {
            document.put("effectiveDate", row.getDate("effective_date").toLocalDate().toString());
        }
        return document;
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        return node;
    }

    @Override
    public void dispatched(Delivery delivery, Instant now) {}

    @Override
    public void acknowledged(Delivery delivery, @Nullable JsonNode answer, Instant now) {
        referrals.find(delivery.referralId() == null ? "" : delivery.referralId())
                .filter(referral -> referral.status() == ReferralStatus.COMPLETED)
                .ifPresent(referral -> commands.record(referral, "enrolment.recorded", Who.hub(),
                        json.createObjectNode(), json.createObjectNode(), null));
    }

    @Override
    public void parked(Delivery delivery, String reason, List<String> detail, Instant now) {
        referrals.find(delivery.referralId() == null ? "" : delivery.referralId())
                .ifPresent(referral -> parkedNews.tell(referral, reason, detail));
    }
}
