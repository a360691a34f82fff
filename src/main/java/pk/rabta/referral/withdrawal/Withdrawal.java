package pk.rabta.referral.withdrawal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.consent.Consent;
import pk.rabta.consent.ConsentEvents;
import pk.rabta.consent.Consents;
import pk.rabta.idempotency.Idempotency;
import pk.rabta.query.Absent;
import pk.rabta.referral.Journal.Who;
import pk.rabta.referral.Referral;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.Referrals;
import pk.rabta.referral.intake.Matching;
import pk.rabta.referral.lifecycle.Actor;
import pk.rabta.referral.lifecycle.Decision;
import pk.rabta.referral.lifecycle.LifecycleCommand.Cancel;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.referral.lifecycle.ReferralStatus;

/**
 * Withdraws a consent in one transaction. It locks the consent first, as the claim of a message does: whatever was
 * claimed before may have left and is recalled, anything else never leaves.
 */
@Component("withdrawal")
public class Withdrawal {

    private final Idempotency idempotency;
    private final Consents consents;
    private final ConsentEvents events;
    private final Referrals referrals;
    private final ReferralCommands commands;
    private final Matching matching;
    private final WithdrawalRows rows;
    private final Disclosed disclosed;
    private final ObjectMapper json;
    private final Clock clock;

    Withdrawal(Idempotency idempotency, Consents consents, ConsentEvents events, Referrals referrals,
               ReferralCommands commands, Matching matching, WithdrawalRows rows, Disclosed disclosed,
               ObjectMapper json, Clock clock) {
        this.idempotency = idempotency;
        this.consents = consents;
        this.events = events;
        this.referrals = referrals;
        this.commands = commands;
        this.matching = matching;
        this.rows = rows;
        this.disclosed = disclosed;
        this.json = json;
        this.clock = clock;
    }

    /** The operation withdrawConsent. */
    public ApiAnswer withdraw(ApiRequest request) {
        return idempotency.once(request, () -> carryOut(request));
    }

    private ApiAnswer carryOut(ApiRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as stored, so that repeats say the same
        String id = request.id();
        if (!rows.visible(request.caller(), id)) {
            throw Absent.consent();
        }
        Consent consent = consents.lock(id).orElseThrow(Absent::consent);
        request.expect(Long.toString(consent.version()));
        Instant withdrawnAt = consent.withdrawnAt();
        if (withdrawnAt == null) {
            withdrawnAt = now;
            consents.withdraw(id, request.requiredBody().path("withdrawnBy").asText(), now);
            events.record("consent.withdrawn", id, consent.victimId(), consent.clientId(), request.caller(), now);
            matching.withdrawn(id, now);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("consent").put("id", id).put("status", "WITHDRAWN").put("withdrawnAt", withdrawnAt.toString());
        answer.putArray("stopped");
        answer.putArray("cancellationRequested");
        answer.putArray("mayHaveLeft");
        answer.putArray("toTellByHand");
        stop(consent, request, answer);
        disclosed.notRecallable(consent, answer.putArray("notRecallable"));
        long version = consents.find(id).orElseThrow().version();
        return ApiAnswer.ok(answer).etag(Long.toString(version));
    }

    private void stop(Consent consent, ApiRequest request, ObjectNode answer) {
        Set<String> leaving = rows.leaving(consent.id());
        Reason reason = Reason.of("consent.withdrawn");
        for (Referral referral : referrals.openOfConsent(consent.id())) {
            Decision decision = commands.apply(referral.id(), new ReferralCommands.Ordered(new Cancel(reason),
                    Actor.VICTIM, tool(request.caller()), null, json.createObjectNode(), null, null));
            ReferralStatus status = decision instanceof Decision.Applied applied ? applied.status()
                    : referral.status();
            if (status != ReferralStatus.CANCELLED && commands.withoutCancellation(referral)) {
                answer.withArray("toTellByHand").addObject().put("referralId", referral.id())
                        .put("partner", referral.partnerId());
                continue;
            }
            String list = status == ReferralStatus.CANCELLED ? "stopped"
                    : leaving.contains(referral.id()) ? "mayHaveLeft" : "cancellationRequested";
            answer.withArray(list).add(referral.id());
        }
    }

    private static Who tool(Caller caller) {
        return new Who("TOOL", caller.clientId(), null);
    }
}
