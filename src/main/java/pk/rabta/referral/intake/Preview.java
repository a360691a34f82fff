package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.Language;
import pk.rabta.consent.Consent;
import pk.rabta.partner.Partners;
import pk.rabta.referral.exchange.CanonicalReferral;
import pk.rabta.referral.exchange.Disclosure;
import pk.rabta.registry.Person;

/** Answers a dry run: what would happen, what would be disclosed, what is missing. Stores nothing. */
@Component
class Preview {

    private final CanonicalReferral canonical;
    private final Disclosure disclosure;
    private final Partners partners;
    private final ObjectMapper json;

    Preview(CanonicalReferral canonical, Disclosure disclosure, Partners partners, ObjectMapper json) {
        this.canonical = canonical;
        this.disclosure = disclosure;
        this.partners = partners;
        this.json = json;
    }

    ApiAnswer answer(Submission submission, Plan plan) {
        Language language = submission.request().language();
        ObjectNode answer = json.createObjectNode().put("dryRun", true)
                .put("caseStatus", plan.matchingPending() ? "matching-pending" : "open");
        if (plan.matchingPending()) {
            Acceptance.advice(answer.putArray("waitingFor"), RuleCheck.REGISTRY_AWAY, language);
        }
        ArrayNode referrals = answer.putArray("referrals");
        plan.entries().forEach(entry -> add(referrals.addObject(), submission, entry, language));
        return ApiAnswer.ok(answer);
    }

    private void add(ObjectNode item, Submission submission, Plan.Entry entry, Language language) {
        item.put("programme", entry.programme().id()).put("partner", entry.programme().partner())
                .put("means", entry.programme().means())
                .put("status", entry.waitingFor().isEmpty() ? "REQUESTED" : "WAITING")
                .put("labelWithheld", partners.get(entry.programme().partner()).labelWithheld());
        advice(item.putArray("waitingFor"), entry.waitingFor(), language);
        advice(item.putArray("advice"), entry.advice(), language);
        advice(item.putArray("exclusions"), entry.exclusions(), language);
        ArrayNode conflicts = item.putArray("conflicts");
        entry.conflicts().forEach(c -> conflicts.addObject().put("programme", c.code())
                .put("text", c.text().in(language)));
        List<String> present = submission.types(entry.documents());
        ArrayNode documents = item.putArray("documentsRequired");
        entry.programme().documents().forEach(d -> documents.addObject().put("type", d.type())
                .put("required", d.required()).put("present", present.contains(d.type())));
        fields(submission, entry).forEach(item.putArray("wouldDisclose")::add);
    }

    private Set<String> fields(Submission submission, Plan.Entry entry) {
        Person person = submission.person();
        Consent consent = submission.consent();
        if (person == null || consent == null) {
            return Set.of();
        }
        ObjectNode document = canonical.build(
                new CanonicalReferral.Envelope("", "request", "request", submission.at()),
                new CanonicalReferral.Body("", entry.programme(), entry.need(), entry.phase(), entry.urgency(),
                        submission.at(), null, null, entry.content()),
                person, consent, json.createArrayNode());
        return disclosure.reduce(document, entry.programme(), consent, person.flags()).fields();
    }

    private static void advice(ArrayNode array, List<Plan.Advice> all, Language language) {
        all.forEach(advice -> Acceptance.advice(array, advice, language));
    }
}
