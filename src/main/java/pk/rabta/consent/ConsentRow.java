package pk.rabta.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consent with everything that was recorded about it.
 *
 * @param witness       officer who was present
 * @param approvedBy    second person of a basis other than consent
 * @param words         sealed, see {@link ConsentWords}
 * @param reviewedBy    who looked at such a basis last and let it stand
 */
record ConsentRow(String id, String victimId, String basis, String status, String givenBy, String capacity,
                  List<String> purposes, List<String> recipients,
                  List<String> dataScopes, @Nullable String language, String method, JsonNode restrictions,
                  @Nullable String witness, @Nullable String approvedBy,
                  byte @Nullable [] words, Instant validFrom, @Nullable Instant validTo,
                  @Nullable Instant reviewAt, @Nullable String reviewedBy, @Nullable Instant reviewedAt,
                  @Nullable Instant withdrawnAt, List<String> withdrawnRecipients,
                  List<String> withdrawnPurposes, Instant createdAt, @Nullable String recordedBy, long version) {}
