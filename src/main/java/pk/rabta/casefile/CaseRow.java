package pk.rabta.casefile;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case as stored, without what is sealed.
 *
 * @param reason the code that says why its match came to nothing; of a pending one, that it is from an older state
 */
record CaseRow(UUID key, String id, String victimId, String consentId, String status, List<String> waitingFor,
               @Nullable String reason, JsonNode needs, @Nullable String vso, @Nullable String office,
               Instant createdAt, Instant updatedAt, long version) {

    /** One referral of a case. */
    record Member(String caseId, String id, String programme, String partner, String status,
                  @Nullable String businessStatus, @Nullable String outcome, Instant updatedAt) {}
}
