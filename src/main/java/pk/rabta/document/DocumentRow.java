package pk.rabta.document;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A document as stored; title and location are sealed under the person's key. */
record DocumentRow(String id, String victimId, String type, String sha256, String mediaType, @Nullable Long sizeBytes,
                   byte @Nullable [] title, byte @Nullable [] location, @Nullable LocalDate issuedOn,
                   Instant createdAt, long version) {}
