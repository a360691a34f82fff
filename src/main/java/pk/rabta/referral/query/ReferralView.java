package pk.rabta.referral.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.Caller;
import pk.rabta.api.Language;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.RuleTexts;
import pk.rabta.query.Json;
import pk.rabta.referral.Referral;
import pk.rabta.referral.Sealed;

/** Writes referrals as the contract does. */
@Component
public class ReferralView {

    private final Sealed sealed;
    private final Catalogue catalogue;
    private final RuleTexts texts;
    private final Clock clock;

    ReferralView(Sealed sealed, Catalogue catalogue, RuleTexts texts, Clock clock) {
        this.sealed = sealed;
        this.catalogue = catalogue;
        this.texts = texts;
        this.clock = clock;
    }

    /** Everything, opened: for one who reads one referral. */
    ObjectNode whole(FoundReferral found, Caller caller, Language language) {
        Referral referral = found.referral();
        ObjectNode json = summary(found, caller, language);
        if (sealed.erased(referral.victimId())) {
            json.withObject("/victim").put("erased", true);
        }
        ObjectNode content = sealed.open(referral.victimId(), referral.content());
        Json.set(json, "contact", content.get("contact"));
        Json.set(json, "details", content.get("details"));
        ObjectNode progress = sealed.open(referral.victimId(), referral.progress());
        Json.set(json, "reason", told(referral.reason(), progress.get("reason")));
        Json.set(json, "outcome", told(referral.outcome(), progress.get("outcome")));
        Json.set(json, "documentsRequested", progress.get("documentsRequested"));
        Json.set(json, "appointment", progress.get("appointment"));
        return json;
    }

    /** Without what is sealed: for lists. */
    ObjectNode summary(FoundReferral found, Caller caller, Language language) {
        Referral referral = found.referral();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", referral.id())
                .put("caseId", referral.caseId());
        json.putObject("victim").put("registryId", referral.victimId());
        json.put("consentId", referral.consentId()).put("programme", referral.programmeId())
                .put("partner", referral.partnerId()).put("service", referral.service());
        Json.put(json, "need", referral.need());
        json.put("phase", referral.phase()).put("urgency", referral.urgency()).put("status", referral.status().name());
        Json.put(json, "businessStatus", referral.businessStatus());
        waitingFor(json, referral, language);
        Json.set(json, "reason", referral.reason());
        Json.set(json, "outcome", referral.outcome());
        Json.put(json, "partnerReference", referral.partnerReference());
        found.documents().forEach(json.putArray("documents")::add);
        ObjectNode requestedBy = JsonNodeFactory.instance.objectNode();
        Json.put(requestedBy, "vso", referral.vso());
        Json.put(requestedBy, "office", referral.office());
        Json.set(json, "requestedBy", requestedBy);
        Json.put(json, "replaces", referral.replaces());
        Json.put(json, "replacedBy", found.replacedBy());
        allowed(json, referral, found.replacedBy() != null, caller);
        Json.put(json, "createdAt", referral.createdAt());
        Json.put(json, "updatedAt", referral.updatedAt());
        Json.put(json, "requestedAt", referral.requestedAt());
        Json.put(json, "dueBy", referral.respondBy() == null ? referral.cancelBy() : referral.respondBy());
        Json.put(json, "expiresAt", referral.expireAt());
        Json.put(json, "reviewAt", referral.reviewAt());
        return json;
    }

    /** Where it stands, without anything personal: the answer to a command, safe to store. */
    public ObjectNode state(Referral referral, Caller caller, Language language) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", referral.id())
                .put("status", referral.status().name());
        Json.put(json, "businessStatus", referral.businessStatus());
        waitingFor(json, referral, language);
        allowed(json, referral, false, caller);
        return json.put("updatedAt", referral.updatedAt().toString());
    }

    /** Adds what the officer has to do, if anything. */
    public void advise(ObjectNode json, List<String> codes, Language language) {
        if (!codes.isEmpty()) {
            texts.explain(json.putArray("advice"), codes, null, language);
        }
    }

    private void waitingFor(ObjectNode json, Referral referral, Language language) {
        texts.explain(json.putArray("waitingFor"), referral.waitingFor(),
                catalogue.find(referral.programmeId()).orElse(null), language);
    }

    private void allowed(ObjectNode json, Referral referral, boolean replaced, Caller caller) {
        List<String> words = AllowedCommands.of(referral, replaced, caller, clock.instant());
        words.forEach(json.putArray("allowedTransitions")::add);
    }

    /** The code in the clear wins; the sealed words belong to it only where they name the same code. */
    private static @Nullable JsonNode told(@Nullable JsonNode code, @Nullable JsonNode words) {
        return code != null && words != null && code.path("code").equals(words.path("code")) ? words : code;
    }
}
