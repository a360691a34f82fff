package pk.rabta.breakglass;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to read what messages say, and what became of it.
 *
 * @param kind          what it is for: one delivery, one inbound message, or one person's
 * @param object        id of that delivery, message or person
 * @param protectedToo  also where it is about a person under witness protection, or nobody knows about whom
 * @param reason        why
 * @param caseReference where that is written, such as a ticket
 * @param life          how long it lasts from its approval
 * @param requester     who asked, and alone may read
 * @param approver      the second person
 */
record Grant(UUID id, Kind kind, String object, boolean protectedToo, String reason, @Nullable String caseReference,
             Duration life, Who requester, Instant requestedAt, @Nullable Who approver, @Nullable Instant approvedAt,
             @Nullable Instant expiresAt, @Nullable String revokedBy, @Nullable Instant revokedAt) {

    enum Kind { DELIVERY, INBOUND, PERSON }

    enum State { REQUESTED, LAPSED, ACTIVE, EXPIRED, REVOKED }

    /** A person or a service: the client that it came by, and the token's subject. */
    record Who(String client, String subject) {}

    /** How it stands now; a request that nobody approved lapses. */
    State state(Instant now, Duration lapse) {
        if (revokedAt != null) {
            return State.REVOKED;
        }
        if (expiresAt != null) {
            return now.isBefore(expiresAt) ? State.ACTIVE : State.EXPIRED;
        }
        return now.isBefore(requestedAt.plus(lapse)) ? State.REQUESTED : State.LAPSED;
    }
}
