package pk.rabta.audit.merkle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One deed, and the bytes that stand for it in the log. They are the {@link CanonicalJson} of {@link #json()} in UTF-8:
 * any member that changes, comes or goes changes them; the order in which a database keeps members does not.
 *
 * @param subject    keyed pseudonym of the person, if it is about one
 * @param detail     ids, codes and field names
 * @param recordedAt whole microseconds: the database keeps no more
 */
public record Leaf(UUID id, String type, String actor, @Nullable String subject, @Nullable String referral,
                   JsonNode detail, Instant recordedAt) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
            .withZone(ZoneOffset.UTC);

    public Leaf {
        recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** Reads what {@link #json()} wrote. @throws IllegalArgumentException if it is not that */
    public static Leaf read(JsonNode json) {
        try {
            return new Leaf(UUID.fromString(json.path("id").asText()), json.path("type").asText(),
                    json.path("actor").asText(), json.path("subject").textValue(), json.path("referral").textValue(),
                    json.path("detail"), OffsetDateTime.parse(json.path("recordedAt").asText()).toInstant());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Not a leaf of the audit", e);
        }
    }

    /** Its members; those that it does not have are left out. Times are in UTC with six digits of the second. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id.toString()).put("type", type)
                .put("actor", actor).put("recordedAt", time());
        if (subject != null) {
            json.put("subject", subject);
        }
        if (referral != null) {
            json.put("referral", referral);
        }
        json.set("detail", detail);
        return json;
    }

    /** {@code recordedAt} as it stands in the bytes. */
    public String time() {
        return time(recordedAt);
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    /** What is hashed. */
    public byte[] bytes() {
        return CanonicalJson.of(json()).getBytes(StandardCharsets.UTF_8);
    }

    /** Its hash in the tree. */
    public byte[] hash() {
        return TreeHash.leaf(bytes());
    }
}
