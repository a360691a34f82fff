package pk.rabta.operations;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.calendar.WorkingCalendar;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.Programme;
import pk.rabta.delivery.Outbox;
import pk.rabta.lease.LeaseLostException;
import pk.rabta.operations.DueSteps.Late;
import pk.rabta.operations.DueSteps.Turn;
import pk.rabta.referral.Referral;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.Referrals;
import pk.rabta.referral.Sla;
import pk.rabta.referral.Sla.Notice;
import pk.rabta.referral.Sla.Stage;
import pk.rabta.referral.lifecycle.Decision;
import pk.rabta.referral.lifecycle.LifecycleCommand;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.referral.lifecycle.ReferralStatus;
import pk.rabta.time.Pakistan;

/** Takes the next step of each clock that is over: due soon, breached, escalated, expired; each in a transaction. */
@Component("referralClocks")
public class ReferralClocks {

    private static final Logger LOG = LoggerFactory.getLogger(ReferralClocks.class);
    /** A round ends after that, so that what became due meanwhile at the front has its turn. */
    private static final Duration ROUND = Duration.ofSeconds(10);

    private final DueSteps steps;
    private final Referrals referrals;
    private final ReferralCommands commands;
    private final Sla sla;
    private final Outbox outbox;
    private final Catalogue catalogue;
    private final WorkingCalendar calendar;
    private final ClockSettings settings;
    private final MeterRegistry meters;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private volatile boolean stopping;

    ReferralClocks(DueSteps steps, Referrals referrals, ReferralCommands commands, Sla sla, Outbox outbox,
                   Catalogue catalogue, WorkingCalendar calendar, ClockSettings settings, MeterRegistry meters,
                   TransactionTemplate transaction, Clock clock) {
        this.steps = steps;
        this.referrals = referrals;
        this.commands = commands;
        this.sla = sla;
        this.outbox = outbox;
        this.catalogue = catalogue;
        this.calendar = calendar;
        this.settings = settings;
        this.meters = meters;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * One round: everybody's turn at least once, then in turn until nothing is due or the round's time is over. A referral
     * with a fault does not hold up the others.
     */
    public void run() {
        long start = System.nanoTime();
        List<Turn> turns = steps.turns();
        for (boolean first = true; !turns.isEmpty(); first = false) {
            List<Turn> next = new ArrayList<>();
            for (Turn turn : turns) {
                if (stopping || !first && System.nanoTime() - start > ROUND.toNanos()) {
                    return;
                }
                Instant now = clock.instant();
                DueSteps.Page page = steps.page(turn, now);
                page.ids().forEach(id -> take(id, now));
                if (page.next() != null) {
                    next.add(page.next());
                }
            }
            turns = next;
        }
    }

    /** The hub ends: so does a round, at its next page. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
    }

    private void take(String id, Instant now) {
        try {
            transaction.executeWithoutResult(status -> steps.take(id, now).ifPresent(it -> step(it, now)));
        } catch (LeaseLostException e) {
            // Another node's turn: whatever follows would be refused as well.
            throw e;
        } catch (RuntimeException e) {
            LOG.error("clock of {} failed: {}", id, e.getClass().getName());
        }
    }

    private void step(Late late, Instant now) {
        Referral referral = referrals.lock(late.id()).orElseThrow();
        Instant due = late.due() == null ? now : late.due();
        switch (late.step()) {
            case "cancel" -> end(referral, late.step(), new LifecycleCommand.ConfirmCancellation());
            case "expire" -> end(referral, late.step(), new LifecycleCommand.Expire(Reason.of(why(referral))));
            case "limit-due-soon" -> tell(referral, limit(referral), Stage.DUE_SOON, due, null);
            case "limit" -> tell(referral, limit(referral), Stage.BREACHED, due, respite(referral, now));
            case "limit-escalate" -> tell(referral, limit(referral), Stage.ESCALATED, due, respite(referral, now));
            case "due-soon" -> tell(referral, "respond", Stage.DUE_SOON, due, null);
            case "respond" -> tell(referral, "respond", Stage.BREACHED, due, escalation(referral, due));
            case "escalate" -> tell(referral, "respond", Stage.ESCALATED, due, null);
            default -> tell(referral, late.step(), Stage.BREACHED, due, null);
        }
    }

    private void end(Referral referral, String name, LifecycleCommand command) {
        if (commands.byHub(referral.id(), command) instanceof Decision.Applied) {
            count(referral, name, "ended");
        }
    }

    private void tell(Referral referral, String name, Stage stage, Instant due, @Nullable Instant escalateAt) {
        boolean late = stage != Stage.DUE_SOON || referral.respondBy() == null;
        sla.announce(referral, new Notice(name, stage, due, escalateAt, late ? alternatives(referral) : List.of()));
        count(referral, name, stage.word());
    }

    /** The second notice; before the referral expires in any case, since nothing expires unannounced. */
    private Instant escalation(Referral referral, Instant due) {
        Instant at = calendar.after(due, settings.grace(), referral.province());
        Instant expiry = referral.expireAt();
        return expiry != null && expiry.isBefore(at) ? expiry : at;
    }

    private static String limit(Referral referral) {
        return referral.status() == ReferralStatus.WAITING ? "waiting" : "undeliverable";
    }

    /** Counts from when it is told: a hub that slept past the limit leaves the officer the same time to act. */
    private Instant respite(Referral referral, Instant now) {
        return calendar.after(now, settings.grace(), referral.province());
    }

    /** Why it expires: nothing ever arrived, or the partner has it, as far as anybody knows, and is silent. */
    private String why(Referral referral) {
        if (referral.status() == ReferralStatus.WAITING) {
            return "technical.waited-too-long";
        }
        boolean has = referral.respondBy() != null || referral.dispatched() && outbox.mayHaveArrived(referral.id());
        return has ? "technical.no-response" : "technical.undelivered";
    }

    private List<String> alternatives(Referral referral) {
        String need = referral.need();
        return need == null ? List.of() : catalogue.serving(need, referral.province(), null,
                Pakistan.day(clock.instant())).stream().map(Programme::id)
                .filter(id -> !id.equals(referral.programmeId())).toList();
    }

    private void count(Referral referral, String name, String stage) {
        if (!referral.withheld()) {
            meters.counter(Measures.CLOCKS, "partner", referral.partnerId(), "clock", name, "stage", stage).increment();
        }
    }
}
