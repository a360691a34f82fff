package pk.rabta.referral;

import java.time.Clock;
import org.springframework.stereotype.Component;

/** Sends another message of the programme about a referral that its partner has. */
@Component
public class ReferralMessages {

    private final Referrals referrals;
    private final Effects effects;
    private final Clock clock;

    ReferralMessages(Referrals referrals, Effects effects, Clock clock) {
        this.referrals = referrals;
        this.effects = effects;
        this.clock = clock;
    }

    /**
     * Leaves a message in the outbox, in the caller's transaction.
     *
     * @param kind    update or cancellation
     * @param message its name in the programme's file
     */
    public void send(String referralId, String kind, String message) {
        effects.send(referrals.find(referralId).orElseThrow(), kind, message, clock.instant());
    }
}
