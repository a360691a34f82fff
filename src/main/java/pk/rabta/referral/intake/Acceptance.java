package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.Caller;
import pk.rabta.api.Language;
import pk.rabta.audit.Audit;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.protection.LookupHash;
import pk.rabta.protection.Vault;
import pk.rabta.referral.Clocks;
import pk.rabta.referral.ReferralIds;
import pk.rabta.referral.lifecycle.Lifecycle;
import pk.rabta.referral.lifecycle.ReferralStatus;
import pk.rabta.referral.lifecycle.Step;
import pk.rabta.registry.Person;

/** Turns a plan into the rows that accept it, and into the answer that is stored with them. */
@Component
class Acceptance {

    private final Vault vault;
    private final LookupHash hash;
    private final ReferralIds ids;
    private final Clocks clocks;
    private final Audit audit;
    private final ObjectMapper json;

    Acceptance(Vault vault, LookupHash hash, ReferralIds ids, Clocks clocks, Audit audit, ObjectMapper json) {
        this.vault = vault;
        this.hash = hash;
        this.ids = ids;
        this.clocks = clocks;
        this.audit = audit;
        this.json = json;
    }

    /** The rows of a new case, as one document for accept.sql. */
    ObjectNode rows(Submission submission, Plan plan, Person person) {
        String caseId = PublicId.next(Prefix.CAS);
        ObjectNode rows = json.createObjectNode().put("withheld", person.hidden());
        ObjectNode answer = rows.putObject("answer").put("caseId", caseId)
                .put("caseStatus", plan.matchingPending() ? "matching-pending" : "open");
        if (plan.matchingPending()) {
            advice(answer.putArray("waitingFor"), RuleCheck.REGISTRY_AWAY, submission.request().language());
        }
        caseRow(rows.putObject("case"), submission, plan, person, caseId);
        rows.set("needs", submission.body().has("needs") ? submission.body().get("needs") : json.createArrayNode());
        return fill(rows, submission, plan, person);
    }

    /**
     * The rows of referrals for a case that is stored already: without a key, accept.sql files no case.
     *
     * @param inDoubt whether the partners may have these referrals: the case was restored as it was before its match
     */
    ObjectNode matched(Submission submission, Plan plan, Person person, String caseId, boolean inDoubt) {
        ObjectNode rows = json.createObjectNode().put("by", "HUB").put("inDoubt", inDoubt);
        rows.putObject("answer");
        caseRow(rows.putObject("case"), submission, plan, person, caseId).remove("key");
        return fill(rows, submission, plan, person);
    }

    private ObjectNode fill(ObjectNode rows, Submission submission, Plan plan, Person person) {
        rows.withObject("/answer").putArray("referrals");
        for (String table : new String[] {"referrals", "events", "deliveries", "documents", "leaves"}) {
            rows.putArray(table);
        }
        plan.entries().forEach(entry -> add(rows, submission, entry, person));
        return rows;
    }

    private ObjectNode caseRow(ObjectNode row, Submission submission, Plan plan, Person person, String caseId) {
        Caller caller = submission.request().caller();
        row.put("key", UuidCreator.getTimeOrderedEpoch().toString()).put("id", caseId)
                .put("victim_id", person.victimId())
                .put("status", plan.matchingPending() ? "matching-pending" : "open")
                .put("vso", either(caller.vso(), submission.body().at("/requestedBy/vso").asText(null)))
                .put("office", either(caller.office(), submission.body().at("/requestedBy/office").asText(null)))
                .put("province", either(person.province(), caller.province()));
        ArrayNode waiting = row.putArray("waiting_for");
        if (plan.matchingPending()) {
            waiting.add(RuleCheck.REGISTRY_AWAY.code());
            row.put("request", seal(person, (ObjectNode) submission.body()));
        }
        return row;
    }

    private void add(ObjectNode rows, Submission submission, Plan.Entry entry, Person person) {
        Instant now = submission.at();
        String id = rows.at("/case/key").isMissingNode()
                ? ids.matched(rows.at("/case/id").asText(), entry.programme().id()) : PublicId.next(Prefix.REF);
        String partner = entry.programme().partner();
        Step step = Lifecycle.open(!entry.waitingFor().isEmpty());
        UUID group = hash.orderGroup(partner, person.victimId(), entry.priority());
        ObjectNode row = rows.withArray("referrals").addObject()
                .put("key", UuidCreator.getTimeOrderedEpoch().toString()).put("id", id).put("partner_id", partner)
                .put("programme_id", entry.programme().id()).put("service", entry.programme().service())
                .put("need", entry.need()).put("phase", entry.phase()).put("urgency", entry.urgency())
                .put("priority", entry.priority()).put("order_group", group.toString())
                .put("status", step.to().name()).put("content", seal(person, entry.content()))
                .put("replaces", entry.replaces());
        ArrayNode waiting = row.putArray("waiting_for");
        entry.waitingFor().forEach(w -> waiting.add(w.code()));
        ObjectNode detail = json.createObjectNode();
        if (step.to() == ReferralStatus.WAITING) {
            detail.set("waitingFor", waiting.deepCopy());
            limit(row, now, clocks.waitingUntil(entry.programme().id(), now, person.province()));
        } else {
            Instant due = clocks.acknowledgeBy(entry.programme().id(), now, person.province());
            row.put("requested_at", now.toString()).put("acknowledge_by", due.toString());
            limit(row, now, clocks.undeliverableAt(entry.programme().id(), now, person.province()));
            rows.withArray("deliveries").addObject().put("id", UuidCreator.getTimeOrderedEpoch().toString())
                    .put("message_id", ids.request(id)).put("partner_id", partner).put("referral_id", id)
                    .put("order_group", group.toString()).put("priority", entry.priority());
        }
        rows.withArray("events").addObject().put("id", UuidCreator.getTimeOrderedEpoch().toString())
                .put("type", step.to() == ReferralStatus.WAITING ? "referral.waiting" : "referral.requested")
                .put("referral_id", id).put("partner_id", partner).put("transition", step.transition())
                .put("to_status", step.to().name()).set("detail", detail);
        String actor = rows.has("by") ? rows.get("by").asText() : "TOOL:" + submission.request().caller().clientId();
        rows.withArray("leaves").add(audit.row("referral.accepted", actor, person.victimId(), id,
                json.createObjectNode().put("programme", entry.programme().id()), now));
        entry.documents().forEach(document -> rows.withArray("documents").addObject().put("referral_id", id)
                .put("document_id", document.asText()));
        receipt(rows.withArray("/answer/referrals").addObject(), entry, id, step, submission.request().language());
    }

    private void limit(ObjectNode row, Instant now, @Nullable Instant expireAt) {
        if (expireAt != null) {
            row.put("expire_at", expireAt.toString()).put("due_soon_at", String.valueOf(clocks.dueSoonAt(now, expireAt)));
        }
    }

    private static void receipt(ObjectNode receipt, Plan.Entry entry, String id, Step step, Language language) {
        receipt.put("id", id).put("programme", entry.programme().id()).put("partner", entry.programme().partner())
                .put("status", step.to().name());
        ArrayNode waiting = receipt.putArray("waitingFor");
        entry.waitingFor().forEach(w -> advice(waiting, w, language));
        ArrayNode advice = receipt.putArray("advice");
        entry.advice().forEach(a -> advice(advice, a, language));
    }

    static void advice(ArrayNode array, Plan.Advice advice, Language language) {
        array.addObject().put("code", advice.code()).put("text", advice.text().in(language));
    }

    private String seal(Person person, ObjectNode content) {
        return Base64.getEncoder().encodeToString(vault.seal(person.key(), person.victimId(),
                content.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static @Nullable String either(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }
}
