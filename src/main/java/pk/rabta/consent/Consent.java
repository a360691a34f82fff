package pk.rabta.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pk.rabta.registry.Person;

/**
 * The recorded basis of disclosures about one person.
 *
 * @param basis      CONSENT, VITAL_INTEREST, LEGAL_OBLIGATION or PUBLIC_TASK
 * @param capacity   of the person concerned: ADULT, MINOR, INCAPACITATED or DECEASED
 * @param purposes   what for
 * @param recipients partner ids; there is no "all"
 * @param dataScopes groups of fields, such as IDENTITY_MIN: config/data-scopes.yaml
 * @param withdrawn  what was taken back of one that stands otherwise
 * @param reviewAt   of a basis other than CONSENT: it holds no longer, unless it is reviewed before
 */
public record Consent(String id, String victimId, String clientId, String basis, String capacity, String status,
                      Set<String> purposes, Set<String> recipients, Set<String> dataScopes, JsonNode restrictions,
                      Instant validFrom, @Nullable Instant validTo, @Nullable Instant reviewAt,
                      @Nullable Instant withdrawnAt, WithdrawnPart withdrawn, long version) {

    /** How far the clock of who wrote it down, an officer's telephone or another node, may be ahead of this one. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /**
     * SQL: whether a consent {@code c} holds at {@code :now}, whatever it covers. The same as {@link #ended} in Java, but for
     * the date of birth, which is sealed: who looks by SQL alone has asked Java before, at the claim.
     */
    public static final String HOLDS = """
            c.status = 'ACTIVE' and c.valid_from - interval '%d minutes' <= :now
            and (c.valid_to is null or c.valid_to > :now) and (c.review_at is null or c.review_at > :now)
            and not (c.capacity = 'DECEASED' and exists (select 1 from person alive where alive.victim_id = c.victim_id
              and alive.snapshot is not null and not alive.deceased and not 'WITNESS_PROTECTED' = any(alive.flags)))"""
            .formatted(AHEAD.toMinutes());

    /** The reason where the registry knows for certain that the person was not what was written down. */
    public static final String CAPACITY = "consent.capacity";

    /** The reason where it covers something, but not this. */
    public static final String TOO_NARROW = "consent.scope-too-narrow";

    /**
     * Why it does not hold now for a partner and a purpose, as a reason code; null where it does.
     *
     * @param person as the registry describes them now, where that is known: a child may have come of age, or somebody
     *               may have spoken for whom nobody speaks
     */
    public @Nullable String refusal(String partner, String purpose, @Nullable Person person, Instant now) {
        String ended = ended(person, now);
        if (ended != null) {
            return ended;
        }
        if (withdrawn.covers(partner, purpose)) {
            return "consent.withdrawn";
        }
        return recipients.contains(partner) && purposes.contains(purpose) ? null : TOO_NARROW;
    }

    /** Why it holds for nobody now; null where it does. */
    public @Nullable String ended(@Nullable Person person, Instant now) {
        if ("WITHDRAWN".equals(status)) {
            return "consent.withdrawn";
        }
        Instant ofAge = "MINOR".equals(capacity) ? Majority.certain(person) : null;
        if (ofAge != null && !ofAge.isAfter(now)) {
            return "consent.of-age";
        }
        if (Capacity.contradicted(capacity, person, validFrom.isBefore(now) ? validFrom : now)) {
            return CAPACITY;
        }
        if (validFrom.minus(AHEAD).isAfter(now) || validTo != null && !validTo.isAfter(now)) {
            return "consent.expired";
        }
        return reviewAt == null || reviewAt.isAfter(now) ? null : "consent.review-due";
    }
}
