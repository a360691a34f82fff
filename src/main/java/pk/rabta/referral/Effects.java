package pk.rabta.referral;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.delivery.Outbox;
import pk.rabta.referral.lifecycle.Decision;
import pk.rabta.referral.lifecycle.LifecycleCommand;
import pk.rabta.referral.lifecycle.Outcome;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.referral.lifecycle.ReferralStatus;
import pk.rabta.time.Pakistan;

/** What follows from a transition: clocks, messages to the partner and the registry, what the hub remembers. */
@Component
class Effects {

    private final Outbox outbox;
    private final ProgrammeMessages messages;
    private final Clocks clocks;
    private final Catalogue catalogue;
    private final Sealed sealed;
    private final Enrolments enrolments;
    private final ObjectMapper json;

    Effects(Outbox outbox, ProgrammeMessages messages, Clocks clocks, Catalogue catalogue, Sealed sealed,
            Enrolments enrolments, ObjectMapper json) {
        this.outbox = outbox;
        this.messages = messages;
        this.clocks = clocks;
        this.catalogue = catalogue;
        this.sealed = sealed;
        this.enrolments = enrolments;
        this.json = json;
    }

    void apply(Referral referral, Decision.Applied applied, Change change, Instant now) {
        switch (applied.command()) {
            case LifecycleCommand.Release r -> release(referral, change, now);
            case LifecycleCommand.Acknowledge a -> acknowledge(referral, a.partnerReference(), change, now);
            case LifecycleCommand.Accept a -> active(change).set("accepted_at", now);
            case LifecycleCommand.Unaccept u -> unaccept(referral, change, now);
            case LifecycleCommand.Start s -> active(change);
            case LifecycleCommand.Progress p -> active(change).set("work_recorded", true);
            case LifecycleCommand.Hold h -> hold(h, change);
            case LifecycleCommand.Resume r -> active(change);
            case LifecycleCommand.Complete c -> complete(referral, c.outcome(), change, now);
            case LifecycleCommand.Cancel c -> cancel(referral, applied.status(), c.reason(), change, now);
            case LifecycleCommand.EnterInError e -> withdraw(referral, e.reason(), change, now);
            case LifecycleCommand.Reject r -> reason(r.reason(), change);
            case LifecycleCommand.Fail f -> reason(f.reason(), change);
            case LifecycleCommand.Expire e -> expire(referral, e.reason(), change, now);
            case LifecycleCommand.ConfirmCancellation c -> confirmed(referral, now);
        }
        if (applied.steps().stream().anyMatch(step -> step.to() == ReferralStatus.ACCEPTED)) {
            change.set("accepted_at", now);
        }
        if (!referral.waitingFor().isEmpty() && applied.status() != ReferralStatus.WAITING) {
            change.set("waiting_for", new String[0]);
        }
        if (applied.status().terminal()) {
            change.stopClocks();
            enrolments.none(referral, applied.status(), now);
        }
    }

    /** A step belongs to the status that it was told in; a hold alone may be a pause within the step before. */
    void step(Referral referral, Decision.Applied applied, @Nullable String told, Change change) {
        boolean pause = applied.command() instanceof LifecycleCommand.Hold;
        if (told != null || applied.status() != referral.status() && !pause) {
            change.set("business_status", told);
        }
    }

    private void release(Referral referral, Change change, Instant now) {
        Instant end = clocks.undeliverableAt(referral.programmeId(), now, referral.province());
        change.set("requested_at", now)
                .set("acknowledge_by", clocks.acknowledgeBy(referral.programmeId(), now, referral.province()))
                .set("expire_at", end).set("due_soon_at", clocks.dueSoonAt(now, end)).set("sla_stage", null);
        if (referral.mayHaveBeenRequested()) {
            change.set("dispatched", true).set("reason", null);
        }
        messages.request(referral, now);
    }

    private void acknowledge(Referral referral, @Nullable String reference, Change change, Instant now) {
        startAnswerClocks(referral, change.set("acked_at", now), now);
        if (reference != null) {
            change.set("partner_reference", reference);
        }
    }

    private void unaccept(Referral referral, Change change, Instant now) {
        startAnswerClocks(referral, change.set("accepted_at", null), now);
    }

    /** From now on the partner owes an answer. */
    void startAnswerClocks(Referral referral, Change change, Instant now) {
        Instant due = clocks.respondBy(referral.programmeId(), now, referral.province());
        change.set("acknowledge_by", null).set("sla_stage", null)
                .set("respond_by", due).set("due_soon_at", clocks.dueSoonAt(now, due))
                .set("expire_at", clocks.expireAt(referral.programmeId(), now, referral.province()));
    }

    /** The partner acts: the clocks of an unanswered referral stop, and so does what a hold waited for. */
    private static Change active(Change change) {
        return change.set("acknowledge_by", null).set("respond_by", null).set("expire_at", null)
                .set("due_soon_at", null).set("review_at", null).set("reason", null).set("sla_stage", null);
    }

    private void hold(LifecycleCommand.Hold hold, Change change) {
        reason(hold.reason(), active(change));
        if (hold.reviewDate() != null) {
            change.set("review_at", Pakistan.startOf(hold.reviewDate()));
        }
    }

    private void complete(Referral referral, Outcome outcome, Change change, Instant now) {
        ObjectNode stored = json.createObjectNode().put("code", outcome.code().name());
        if (outcome.effectiveDate() != null) {
            stored.put("effectiveDate", outcome.effectiveDate().toString());
        }
        change.json("outcome", stored.toString()).set("reason", null);
        enrolments.record(referral, outcome, now);
    }

    private void cancel(Referral referral, ReferralStatus to, Reason reason, Change change, Instant now) {
        withdraw(referral, reason, change, now);
        if (to == ReferralStatus.CANCELLATION_REQUESTED) {
            change.set("cancel_by", clocks.cancelBy(now, referral.province()));
        }
    }

    /** The reason was given with the request. */
    private void confirmed(Referral referral, Instant now) {
        if (!referral.dispatched()) {
            outbox.voidNeverSent(referral.id(), now);
        }
    }

    private void withdraw(Referral referral, Reason reason, Change change, Instant now) {
        reason(reason, change);
        outbox.voidUnsent(referral.id(), reason.code(), now);
        if (referral.dispatched() && !withoutCancellation(referral)) {
            messages.send(referral, "cancellation", "cancellation", json.createObjectNode(), now);
        }
    }

    /** Takes back what was claimed and has not left; whether that was all that there was. */
    boolean takeBack(Referral referral, LifecycleCommand command, Instant now) {
        String reason = switch (command) {
            case LifecycleCommand.Cancel c -> c.reason().code();
            case LifecycleCommand.EnterInError e -> e.reason().code();
            default -> null;
        };
        return reason != null && outbox.takeBack(referral.id(), reason, now) && !outbox.mayHaveLeft(referral.id());
    }

    /** Whether the partner has what is withdrawn, or may have it, and no message takes it back. */
    boolean leftUntold(Referral referral, LifecycleCommand command) {
        return (command instanceof LifecycleCommand.Cancel || command instanceof LifecycleCommand.EnterInError)
                && (referral.mayHaveBeenRequested() || referral.dispatched() && withoutCancellation(referral));
    }

    boolean withoutCancellation(Referral referral) {
        return !catalogue.get(referral.programmeId()).messages().containsKey("cancellation");
    }

    private void expire(Referral referral, Reason reason, Change change, Instant now) {
        reason(reason, change);
        outbox.voidUnsent(referral.id(), reason.code(), now);
    }

    /** Whether a request of it is being sent, or nobody knows whether it arrived. */
    boolean inFlight(Referral referral) {
        return outbox.inFlight(referral.id());
    }

    private void reason(Reason reason, Change change) {
        ObjectNode stored = json.createObjectNode().put("code", reason.code());
        if (reason.partnerCode() != null) {
            stored.put("partnerCode", reason.partnerCode());
        }
        change.json("reason", stored.toString());
    }

    /** What the hub remembers of this step, merged into what it knew. */
    ObjectNode remember(Referral referral, Decision.Applied applied, ObjectNode facts, Change change) {
        ObjectNode progress = sealed.open(referral.victimId(), referral.progress());
        progress.remove("documentsRequested");
        facts.properties().forEach(fact -> progress.set(fact.getKey(), fact.getValue()));
        progress.setAll(content(applied.command(), json.createObjectNode()));
        return progress;
    }

    /** Codes of a command, for the history in the clear. */
    ObjectNode detail(ReferralCommands.Ordered ordered) {
        ObjectNode detail = json.createObjectNode();
        if (ordered.businessStatus() != null) {
            detail.put("businessStatus", ordered.businessStatus());
        }
        LifecycleCommand command = ordered.command();
        switch (command) {
            case LifecycleCommand.Complete c -> detail.put("outcome", c.outcome().code().name());
            case LifecycleCommand.Hold h -> detail.put("reason", h.reason().code());
            case LifecycleCommand.Reject r -> detail.put("reason", r.reason().code());
            case LifecycleCommand.Fail f -> detail.put("reason", f.reason().code());
            case LifecycleCommand.Cancel c -> detail.put("reason", c.reason().code());
            case LifecycleCommand.Expire e -> detail.put("reason", e.reason().code());
            case LifecycleCommand.EnterInError e -> detail.put("reason", e.reason().code());
            case LifecycleCommand.Accept a -> {
                if (a.proxy()) {
                    detail.put("proxy", true);
                }
            }
            default -> { /* says nothing more */ }
        }
        FactCodes.put(detail, ordered.facts());
        return detail;
    }

    /** Texts of a command and the facts told with it: sealed. */
    ObjectNode content(LifecycleCommand command, ObjectNode facts) {
        ObjectNode content = facts.deepCopy();
        switch (command) {
            case LifecycleCommand.Complete c -> content.set("outcome", json.valueToTree(c.outcome()));
            case LifecycleCommand.Hold h -> content.set("reason", json.valueToTree(h.reason()));
            case LifecycleCommand.Reject r -> content.set("reason", json.valueToTree(r.reason()));
            case LifecycleCommand.Fail f -> content.set("reason", json.valueToTree(f.reason()));
            case LifecycleCommand.Cancel c -> content.set("reason", json.valueToTree(c.reason()));
            default -> { /* codes only */ }
        }
        return content;
    }
}
