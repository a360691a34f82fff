package pk.rabta.referral.withdrawal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.consent.Consent;
import pk.rabta.consent.ConsentEvents;
import pk.rabta.consent.Consents;
import pk.rabta.consent.WithdrawnPart;
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
 * Withdraws a consent, or what concerns some of its partners or purposes, in one transaction.
 * It locks the consent first, as the claim of a message does: whatever was claimed before may have left and is recalled,
 * anything else never leaves.
 */
@Component("withdrawal")
public class Withdrawal {

    private final Idempotency idempotency;
    private final Consents consents;
    private final ConsentEvents events;
    private final Referrals referrals;
    private final ReferralCommands commands;
    private final Matching matching;
    private final Catalogue catalogue;
    private final WithdrawalRows rows;
    private final Disclosed disclosed;
    private final ObjectMapper json;
    private final Clock clock;

    Withdrawal(Idempotency idempotency, Consents consents, ConsentEvents events, Referrals referrals,
               ReferralCommands commands, Matching matching, Catalogue catalogue, WithdrawalRows rows, Disclosed disclosed,
               ObjectMapper json, Clock clock) {
        this.idempotency = idempotency;
        this.consents = consents;
        this.events = events;
        this.referrals = referrals;
        this.commands = commands;
        this.matching = matching;
        this.catalogue = catalogue;
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
        WithdrawnPart part = Part.of(request.requiredBody(), consent);
        boolean whole = whole(consent, part);
        Instant withdrawnAt = consent.withdrawnAt();
        if (withdrawnAt == null) {
            withdrawnAt = now;
            takeBack(consent, part, whole, request, now);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("consent").put("id", id).put("status", whole ? "WITHDRAWN" : "ACTIVE")
                .put("withdrawnAt", withdrawnAt.toString());
        answer.putArray("stopped");
        answer.putArray("cancellationRequested");
        answer.putArray("mayHaveLeft");
        answer.putArray("toTellByHand");
        stop(consent, part, request, answer);
        disclosed.notRecallable(consent, part, answer.putArray("notRecallable"));
        long version = consents.find(id).orElseThrow().version();
        return ApiAnswer.ok(answer).etag(Long.toString(version));
    }

    /** Whether nothing of it is left to stand. */
    private static boolean whole(Consent consent, WithdrawnPart part) {
        Set<String> recipients = new HashSet<>(consent.recipients());
        Set<String> purposes = new HashSet<>(consent.purposes());
        List.of(part, consent.withdrawn()).forEach(taken -> {
            recipients.removeAll(taken.recipients());
            purposes.removeAll(taken.purposes());
        });
        return consent.withdrawnAt() != null || recipients.isEmpty() || purposes.isEmpty();
    }

    private void takeBack(Consent consent, WithdrawnPart part, boolean whole, ApiRequest request, Instant now) {
        if (whole) {
            consents.withdraw(consent.id(), request.requiredBody().path("withdrawnBy").asText(), now);
            matching.withdrawn(consent.id(), now);
        } else {
            consents.withdraw(consent.id(), part);
        }
        events.withdrawn(consent, whole ? WithdrawnPart.NONE : part, request.caller(), now);
    }

    private void stop(Consent consent, WithdrawnPart part, ApiRequest request, ObjectNode answer) {
        Set<String> leaving = rows.leaving(consent.id());
        Reason reason = Reason.of("consent.withdrawn");
        for (Referral referral : referrals.openOfConsent(consent.id())) {
            if (!part.covers(referral.partnerId(), catalogue.get(referral.programmeId()).purpose())) {
                continue;
            }
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
