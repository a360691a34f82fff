package pk.rabta.referral;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import pk.rabta.audit.Audit;
import pk.rabta.referral.Journal.Entry;
import pk.rabta.referral.Journal.Who;
import pk.rabta.referral.lifecycle.Actor;
import pk.rabta.referral.lifecycle.Decision;
import pk.rabta.referral.lifecycle.Lifecycle;
import pk.rabta.referral.lifecycle.LifecycleCommand;
import pk.rabta.referral.lifecycle.LifecycleSettings;
import pk.rabta.referral.lifecycle.LifecycleState;
import pk.rabta.referral.lifecycle.ReferralStatus;
import pk.rabta.referral.lifecycle.Step;

/**
 * Moves referrals through their lifecycle. Referral, history, audit and deliveries change in the caller's transaction:
 * all of them or none.
 */
@Component
public class ReferralCommands {

    private final JdbcClient jdbc;
    private final Referrals referrals;
    private final Journal journal;
    private final Effects effects;
    private final CaseStatus cases;
    private final SaidSince saidSince;
    private final Sealed sealed;
    private final Audit audit;
    private final ObjectMapper json;
    private final Clock clock;

    ReferralCommands(JdbcClient jdbc, Referrals referrals, Journal journal, Effects effects, CaseStatus cases,
                     SaidSince saidSince, Sealed sealed, Audit audit, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.referrals = referrals;
        this.journal = journal;
        this.effects = effects;
        this.cases = cases;
        this.saidSince = saidSince;
        this.sealed = sealed;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A command with what belongs to it.
     *
     * @param businessStatus the programme's step that was told with it
     * @param facts          what else was said: documentsRequested, appointment, note ...; kept sealed
     * @param sequence       the partner's own number of the event
     * @param overtaken      the partner told something newer before: it is only recorded
     * @param late           it waited here while the partner told something newer: it counts where it leads further
     */
    public record Ordered(LifecycleCommand command, Actor actor, Who who, @Nullable String businessStatus, ObjectNode facts,
                          @Nullable Long sequence, @Nullable Instant occurredAt, boolean overtaken,
                          boolean late) {

        /** One that nothing newer overtook. */
        public Ordered(LifecycleCommand command, Actor actor, Who who, @Nullable String businessStatus, ObjectNode facts,
                       @Nullable Long sequence, @Nullable Instant occurredAt) {
            this(command, actor, who, businessStatus, facts, sequence, occurredAt, false, false);
        }
    }

    /** A command by the hub itself. */
    @Transactional(propagation = Propagation.REQUIRED)
    public Decision byHub(String referralId, LifecycleCommand command) {
        return apply(referralId,
                new Ordered(command, Actor.HUB, Who.hub(), null, json.createObjectNode(), null, null));
    }

    /** Decides about a command and does what follows. */
    @Transactional(propagation = Propagation.REQUIRED)
    public Decision apply(String referralId, Ordered ordered) {
        Instant now = clock.instant();
        Referral referral = takenBack(referrals.lock(referralId).orElseThrow(), ordered.command(), now);
        Decision decision = Lifecycle.decide(state(referral, ordered), ordered.command(), ordered.actor(),
                now, LifecycleSettings.DEFAULTS);
        if (ordered.late() && decision instanceof Decision.Applied applied
                && !applied.status().furtherThan(referral.status())
                || decision instanceof Decision.Illegal && saidSince.moved(referral.id(), ordered.who().inboundId())) {
            // It came before what moved the referral on, and waited here: its partner was told that the hub has it.
            decision = Lifecycle.overtaken();
        }
        switch (decision) {
            case Decision.Applied applied -> carryOut(referral, applied, ordered, now);
            case Decision.Recorded recorded -> note(referral, ordered, now);
            default -> { /* nothing changes */ }
        }
        return decision;
    }

    /** Before a referral is taken back, so is what was claimed of it and has not left: then its partner has nothing. */
    private Referral takenBack(Referral referral, LifecycleCommand command, Instant now) {
        if (!referral.dispatched() || referral.status().terminal() || !effects.takeBack(referral, command, now)) {
            return referral;
        }
        referrals.unsent(referral.id());
        return referrals.lock(referral.id()).orElseThrow();
    }

    /** Whether the referral's programme has no message to take a request back: only a person can ask its office to. */
    public boolean withoutCancellation(Referral referral) {
        return effects.withoutCancellation(referral);
    }

    /** Keeps a fact in the history without a transition; gives the entry's id. */
    @Transactional(propagation = Propagation.REQUIRED)
    public UUID record(Referral referral, String type, Who who, ObjectNode detail, ObjectNode content,
                       @Nullable Instant occurredAt) {
        Instant now = clock.instant();
        UUID id = journal.record(referral, new Entry(type, null, who, detail,
                sealed.seal(referral.victimId(), content), occurredAt == null ? now : occurredAt), now);
        audit.record(type, actorName(who), referral.victimId(), referral.id(), json.createObjectNode(), now);
        return id;
    }

    /** The partner told something while the status stays: it works on the referral, which resets its heartbeat (T8). */
    @Transactional(propagation = Propagation.REQUIRED)
    public void told(Referral referral, @Nullable String businessStatus, @Nullable Long sequence) {
        Instant now = clock.instant();
        Change change = new Change().set("partner_told_at", now);
        if (businessStatus != null) {
            change.set("business_status", businessStatus);
        }
        if (sequence != null) {
            change.set("partner_sequence", sequence);
        }
        if (referral.status() == ReferralStatus.ACCEPTED || referral.status() == ReferralStatus.IN_PROGRESS) {
            change.set("work_recorded", true).set("sla_stage", null);
        }
        change.write(jdbc, referral.id(), now);
    }

    /** A batch was uploaded: nobody acknowledges a file, so the clocks of the answer start here. */
    @Transactional(propagation = Propagation.REQUIRED)
    public void handedOver(String referralId) {
        Instant now = clock.instant();
        Referral referral = referrals.lock(referralId).orElseThrow();
        if (referral.status() != ReferralStatus.REQUESTED) {
            // Its answer, a cancellation or its end was faster: nobody waits for an answer any more.
            return;
        }
        Change change = new Change();
        effects.startAnswerClocks(referral, change, now);
        change.write(jdbc, referralId, now);
    }

    private LifecycleState state(Referral referral, Ordered ordered) {
        boolean inFlight = ordered.command() instanceof LifecycleCommand.Expire && effects.inFlight(referral);
        boolean replaced = referral.status().replaceable() && referrals.replaced(referral.id());
        return referral.lifecycle(inFlight, replaced, ordered.overtaken());
    }

    private void carryOut(Referral referral, Decision.Applied applied, Ordered ordered, Instant now) {
        Change change = new Change().set("status", applied.status().name());
        if (ordered.sequence() != null) {
            change.set("partner_sequence", ordered.sequence());
        }
        if (ordered.actor() == Actor.PARTNER) {
            change.set("partner_told_at", now);
        }
        ObjectNode progress = effects.remember(referral, applied, ordered.facts(), change);
        effects.apply(referral, applied, change, now);
        if (!ordered.late() || referral.businessStatus() == null) {
            effects.step(referral, applied, ordered.businessStatus(), change);
        }
        change.set("progress", sealed.seal(referral.victimId(), progress));
        change.write(jdbc, referral.id(), now);
        ObjectNode detail = effects.detail(ordered);
        ObjectNode content = effects.content(applied.command(), ordered.facts());
        for (Step step : applied.steps()) {
            boolean last = step.to() == applied.status();
            journal.record(referral, new Entry(EventTypes.of(step, ordered.facts()), step, ordered.who(),
                    last ? detail : json.createObjectNode(),
                    last ? sealed.seal(referral.victimId(), content) : null,
                    ordered.occurredAt() == null ? now : ordered.occurredAt()), now);
        }
        audit.record("referral." + applied.command().kind().word(), actorName(ordered.who()), referral.victimId(),
                referral.id(), json.createObjectNode().put("to", applied.status().name()), now);
        if (effects.leftUntold(referral, applied.command())) {
            record(referral, "referral.noted", Who.hub(),
                    json.createObjectNode().put("reason", "technical.cancellation-not-told"), json.createObjectNode(), null);
        }
        if (applied.status().terminal() || referral.status().terminal()) {
            cases.follow(referral.caseId(), now);
        }
    }

    private void note(Referral referral, Ordered ordered, Instant now) {
        ObjectNode detail = effects.detail(ordered)
                .put("recorded", ordered.command().kind().word());
        journal.record(referral, new Entry("referral.noted", null, ordered.who(), detail,
                sealed.seal(referral.victimId(), effects.content(ordered.command(), ordered.facts())),
                ordered.occurredAt() == null ? now : ordered.occurredAt()), now);
        audit.record("referral.noted", actorName(ordered.who()), referral.victimId(), referral.id(),
                json.createObjectNode().put("recorded", ordered.command().kind().word()), now);
    }

    private static String actorName(Who who) {
        UUID inbound = who.inboundId();
        return who.kind() + (who.id() == null ? "" : ":" + who.id()) + (inbound == null ? "" : "#" + inbound);
    }
}
