package pk.rabta.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consent with everything that was recorded about it.
 *
 * @param evidence      reference and hash of the paper
 * @param witness       officer who was present
 * @param approvedBy    second person of a basis other than consent
 * @param justification sealed
 */
record ConsentRow(String id, String victimId, String basis, String status, String givenBy, String capacity,
                  @Nullable String relationship, List<String> purposes, List<String> recipients,
                  List<String> dataScopes, @Nullable String language, String method, JsonNode restrictions,
                  JsonNode evidence, @Nullable String witness, @Nullable String approvedBy,
                  byte @Nullable [] justification, Instant validFrom, @Nullable Instant validTo,
                  @Nullable Instant reviewAt, @Nullable Instant withdrawnAt, Instant createdAt, long version) {}
