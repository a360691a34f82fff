package pk.rabta.operations;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.calendar.WorkingCalendar;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.Programme;
import pk.rabta.delivery.Outbox;
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
    private static final int BATCH = 200;

    private final JdbcClient jdbc;
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

    ReferralClocks(JdbcClient jdbc, Referrals referrals, ReferralCommands commands, Sla sla, Outbox outbox,
                   Catalogue catalogue, WorkingCalendar calendar, ClockSettings settings, MeterRegistry meters,
                   TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
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

    private record Late(String id, String step, @Nullable Instant due) {}

    /** One round; a referral with a fault does not hold up the others. */
    public void run() {
        Instant now = clock.instant();
        for (Late late : find("order by key limit " + BATCH, null, now)) {
            try {
                transaction.executeWithoutResult(status ->
                        // Looked at again under the lock: somebody may have acted, another node may be at it.
                        find("and id = :id for update skip locked", late.id(), now).forEach(it -> step(it, now)));
            } catch (RuntimeException e) {
                LOG.error("clock of {} failed: {}", late.id(), e.getClass().getName());
            }
        }
    }

    private List<Late> find(String tail, @Nullable String id, Instant now) {
        var statement = jdbc.sql(ClockSql.LATE + tail).param("now", Timestamp.from(now))
                .param("horizon", Timestamp.from(now.plus(settings.dueSoon())))
                .param("silent", Timestamp.from(now.minus(settings.heartbeat())));
        return (id == null ? statement : statement.param("id", id)).query((row, n) -> {
            Timestamp due = row.getTimestamp("due");
            return new Late(row.getString("id"), row.getString("step"), due == null ? null : due.toInstant());
        }).list();
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
