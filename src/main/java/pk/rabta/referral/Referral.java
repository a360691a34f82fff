package pk.rabta.referral;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pk.rabta.referral.lifecycle.LifecycleState;
import pk.rabta.referral.lifecycle.ReferralStatus;

/**
 * One person, one programme, one attempt, as stored.
 *
 * @param waitingFor reason codes of what must be met before anything is sent
 * @param dispatched the partner may know of it: it read it here, or a message of it may have left
 * @param content    sealed: contact, restrictions, details
 * @param progress   sealed: last reason, outcome, appointment, documents asked for
 * @param withheld   of a protected witness: it exists for nobody without clearance
 * @param version    the entity tag
 */
public record Referral(
        UUID key, String id, String caseId, String victimId, String consentId, String partnerId, String programmeId,
        String service, @Nullable String need, String phase, String urgency, int priority, UUID orderGroup,
        ReferralStatus status, @Nullable String businessStatus, List<String> waitingFor, boolean dispatched,
        boolean workRecorded, @Nullable String partnerReference, @Nullable Long partnerSequence,
        @Nullable JsonNode reason, @Nullable JsonNode outcome, byte[] content, byte @Nullable [] progress,
        @Nullable String replaces, String clientId, @Nullable String vso, @Nullable String office,
        @Nullable String province, @Nullable Instant requestedAt, @Nullable Instant acceptedAt,
        @Nullable Instant respondBy, @Nullable Instant expireAt, @Nullable Instant reviewAt,
        @Nullable Instant cancelBy, @Nullable String slaStage, boolean withheld, Instant createdAt, Instant updatedAt,
        long version) {

    /** Says in place of a reason that a referral which waits, or a case, is from an older state (production.md). */
    public static final String IN_DOUBT = "technical.in-doubt";

    /** Whether its partner may have its request although it waits: the database was restored to a state before. */
    public boolean mayHaveBeenRequested() {
        return status == ReferralStatus.WAITING && reason != null && IN_DOUBT.equals(reason.path("code").asText());
    }

    /**
     * The state that the lifecycle's guards look at.
     *
     * @param inFlight whether a request is being sent, or nobody knows whether it arrived
     * @param replaced whether a newer referral took its place
     * @param overtaken whether the partner's event at hand is older than one that was applied
     */
    public LifecycleState lifecycle(boolean inFlight, boolean replaced, boolean overtaken) {
        return new LifecycleState(status, dispatched, inFlight, !waitingFor.isEmpty(), workRecorded, acceptedAt, expireAt,
                "escalated".equals(slaStage), cancelBy, replaced, overtaken);
    }
}
