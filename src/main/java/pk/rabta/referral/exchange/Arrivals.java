package pk.rabta.referral.exchange;

import java.time.Instant;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.PartnersWord;
import pk.rabta.referral.Referral;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.Referrals;
import pk.rabta.referral.lifecycle.LifecycleCommand.Acknowledge;
import pk.rabta.referral.lifecycle.ReferralStatus;

/**
 * Whoever speaks of a referral has it: in the transaction in which its request counts as acknowledged, so does the referral.
 * No settlement does that afterwards: of a list nobody sends one, and the node that was sending may be dead.
 */
@Component
class Arrivals {

    private final PartnersWord word;
    private final ReferralCommands commands;
    private final Referrals referrals;

    Arrivals(PartnersWord word, ReferralCommands commands, Referrals referrals) {
        this.word = word;
        this.commands = commands;
        this.referrals = referrals;
    }

    /** Before a note of the partner's is kept: T3, with its clocks, where nothing else says it. The referral as it is then. */
    Referral before(Referral referral, Instant now) {
        return referral.status() == ReferralStatus.REQUESTED && received(referral, now)
                ? referrals.lock(referral.id()).orElseThrow() : referral;
    }

    /** After an update: what it moved went further than T3 by itself, what was only recorded moved nothing. */
    void after(Referral referral, Effect effect, Instant now) {
        if (referral.status() == ReferralStatus.REQUESTED && effect.kind() != Effect.Kind.APPLIED) {
            received(referral, now);
        } else {
            word.acknowledges(referral.id(), now);
        }
    }

    private boolean received(Referral referral, Instant now) {
        boolean has = word.acknowledges(referral.id(), now);
        if (has) {
            commands.byHub(referral.id(), new Acknowledge(null));
        }
        return has;
    }
}
