package pk.rabta.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The recorded basis of disclosures about one person.
 *
 * @param basis      CONSENT, VITAL_INTEREST, LEGAL_OBLIGATION or PUBLIC_TASK
 * @param purposes   what for
 * @param recipients partner ids; there is no "all"
 * @param dataScopes groups of fields, such as IDENTITY_MIN: config/data-scopes.yaml
 */
public record Consent(String id, String victimId, String clientId, String basis, String status, Set<String> purposes,
                      Set<String> recipients, Set<String> dataScopes, JsonNode restrictions, Instant validFrom,
                      @Nullable Instant validTo, @Nullable Instant withdrawnAt, long version) {

    /** The reason where it covers something, but not this. */
    public static final String TOO_NARROW = "consent.scope-too-narrow";

    /** Why it does not hold now for a partner and a purpose, as a reason code; null where it does. */
    public @Nullable String refusal(String partner, String purpose, Instant now) {
        if ("WITHDRAWN".equals(status)) {
            return "consent.withdrawn";
        }
        if (validFrom.isAfter(now) || validTo != null && !validTo.isAfter(now)) {
            return "consent.expired";
        }
        return recipients.contains(partner) && purposes.contains(purpose) ? null : TOO_NARROW;
    }
}
