package pk.rabta.referral.withdrawal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import pk.rabta.audit.Audit;
import pk.rabta.delivery.Outbox;
import pk.rabta.referral.Journal.Who;
import pk.rabta.referral.Referral;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.Referrals;
import pk.rabta.referral.intake.Matching;
import pk.rabta.referral.lifecycle.Actor;
import pk.rabta.referral.lifecycle.LifecycleCommand.Cancel;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.registry.PersonHidden;

/**
 * A person turns out to be a protected witness: all that the hub holds about them is withheld, what has not left never
 * leaves, and partners that have something are asked to give up the referral, in the transaction that learns it. The
 * consents are locked first: an acceptance or a claim that holds one comes before and is reached, or after and finds it
 * withheld. See ADR 18 and src/docs/crash-table.md.
 */
@Component
class Withholding {

    private static final Logger LOG = LoggerFactory.getLogger(Withholding.class);
    /** What partners are told, as of anybody who thought better of it: the real reason is what must stay hidden. */
    private static final String TOLD = "person.withdrew";

    private final WithheldRows rows;
    private final Referrals referrals;
    private final ReferralCommands commands;
    private final Matching matching;
    private final Outbox outbox;
    private final Audit audit;
    private final ObjectMapper json;
    private final Clock clock;

    Withholding(WithheldRows rows, Referrals referrals, ReferralCommands commands, Matching matching, Outbox outbox,
                Audit audit, ObjectMapper json, Clock clock) {
        this.rows = rows;
        this.referrals = referrals;
        this.commands = commands;
        this.matching = matching;
        this.outbox = outbox;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    @EventListener
    @Order(1)
    void consents(PersonHidden hidden) {
        rows.withhold("consent", hidden.victimId());
    }

    /** Lists that hold messages of theirs are locked in between, with order 2, and what lies in them taken back with 4. */
    @EventListener
    @Order(3)
    void records(PersonHidden hidden) {
        rows.withhold("document", hidden.victimId());
        rows.withhold("case_file", hidden.victimId());
        rows.withhold("referral", hidden.victimId());
    }

    @EventListener
    @Order(5)
    void stop(PersonHidden hidden) {
        Instant now = clock.instant();
        matching.hidden(hidden.victimId(), now);
        for (String id : referrals.openOfPerson(hidden.victimId())) {
            cancel(referrals.lock(id).orElseThrow());
        }
        rows.referrals(hidden.victimId()).forEach(id -> outbox.withhold(id, now));
        audit.record("person.hidden", "HUB", hidden.victimId(), null, json.createObjectNode(), now);
    }

    private void cancel(Referral referral) {
        commands.apply(referral.id(), new ReferralCommands.Ordered(new Cancel(Reason.of(TOLD)), Actor.VICTIM, Who.hub(),
                null, json.createObjectNode(), null, null));
        if (referral.dispatched() && commands.withoutCancellation(referral)) {
            LOG.warn("{} has a referral that must be taken back, and takes no cancellation: tell it by hand",
                    referral.partnerId());
        }
    }
}
