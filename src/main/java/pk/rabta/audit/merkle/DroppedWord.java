package pk.rabta.audit.merkle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The hub's signed word, in a leaf, that retention drops older ones. Without a signature of the log's key a leaf says
 * nothing about others: whoever can write leaves could call any deletion retention.
 *
 * @param before all leaves with a lesser id may be gone; at most as young as {@code at} less {@code kept}
 * @param kept   how long leaves are kept, as it was set then
 * @param at     when it was said: the leaf's own time
 */
public record DroppedWord(UUID before, Duration kept, Instant at) {

    /** The leaf's type. */
    public static final String TYPE = "audit.dropped";

    /** @throws IllegalArgumentException if it reaches to leaves that were to be kept still */
    public DroppedWord {
        at = at.truncatedTo(ChronoUnit.MICROS);
        if (kept.isNegative() || time(before).isAfter(at.minus(kept))) {
            throw new IllegalArgumentException("Leaves before " + before + " are not older than " + kept + " on " + at);
        }
    }

    /** The word of a leaf; empty if it says none, or one that this log's key did not sign or that reaches too far. */
    public static Optional<DroppedWord> read(Leaf leaf, VerifierKey key) {
        JsonNode detail = leaf.detail();
        try {
            DroppedWord word = new DroppedWord(UUID.fromString(detail.path("before").asText()),
                    Duration.parse(detail.path("kept").asText()), leaf.recordedAt());
            byte[] signature = Base64.getDecoder().decode(detail.path("signature").asText());
            return leaf.type().equals(TYPE) && key.verifies(word.text(key), signature) ? Optional.of(word) : Optional.empty();
        } catch (RuntimeException notAWord) {
            return Optional.empty();
        }
    }

    /** The leaf's detail, signed. */
    public ObjectNode sign(VerifierKey key, UnaryOperator<byte[]> signer) {
        return JsonNodeFactory.instance.objectNode().put("before", before.toString()).put("kept", kept.toString())
                .put("signature", Base64.getEncoder().encodeToString(signer.apply(text(key))));
    }

    /** Whether a leaf may be gone. By the whole 128 bits, as the database compares them. */
    public boolean covers(UUID leaf) {
        return leaf.toString().compareTo(before.toString()) < 0;
    }

    /** The month's beginning that {@code before} stands for: ids begin with their time. */
    public Instant until() {
        return time(before);
    }

    /** Its second line is no number, so it cannot be read as a checkpoint, nor a checkpoint as this. */
    private byte[] text(VerifierKey key) {
        return (key.name() + "/dropped\n" + before + '\n' + kept + '\n' + Leaf.time(at) + '\n')
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
