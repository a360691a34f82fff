package pk.rabta.audit.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.subtle.Ed25519Sign;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pk.rabta.audit.merkle.DroppedWord;
import pk.rabta.audit.merkle.Leaf;
import pk.rabta.audit.merkle.VerifierKey;

/** What an export says about leaves that are gone. */
class ExportCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final UUID GONE = new UUID(NOW.minus(Duration.ofDays(500)).toEpochMilli() << 16, 1);
    private static final UUID BOUND = new UUID(NOW.minus(Duration.ofDays(450)).toEpochMilli() << 16, 0);

    private final Ed25519Sign.KeyPair pair;
    private final VerifierKey key;

    ExportCheckTest() throws GeneralSecurityException {
        pair = Ed25519Sign.KeyPair.newKeyPair();
        key = new VerifierKey("test/audit", pair.getPublicKey());
    }

    private byte[] sign(byte[] text) {
        try {
            return new Ed25519Sign(pair.getPrivateKey()).sign(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An export of a leaf that is gone and one that speaks of it. */
    private ExportCheck check(JsonNode detail) {
        Leaf word = new Leaf(new UUID(NOW.toEpochMilli() << 16, 2), DroppedWord.TYPE, "hub", null, null, detail, NOW);
        ExportCheck check = new ExportCheck(key, List.of());
        check.add(item(0, GONE, new byte[32]));
        check.add(item(1, word.id(), word.hash()).set("leaf", word.json()));
        return check;
    }

    private static ObjectNode item(long index, UUID id, byte[] hash) {
        return JsonNodeFactory.instance.objectNode().put("index", index).put("id", id.toString())
                .put("hash", Base64.getEncoder().encodeToString(hash));
    }

    private ObjectNode signed() {
        return new DroppedWord(BOUND, Duration.ofDays(400), NOW).sign(key, this::sign);
    }

    @Test
    void theHubsOwnWordIsBelievedAndTold() {
        ExportCheck check = check(signed());
        assertThat(check.findings()).isEmpty();
        assertThat(check.notes()).singleElement().asString().contains("is believed", BOUND.toString(), "PT9600H");
    }

    @Test
    void anotherWordIsNot() {
        for (ObjectNode forged : List.of(signed().put("before", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
                signed().put("kept", "PT1S"), signed().without(List.of("signature")))) {
            ExportCheck check = check(forged);
            assertThat(check.findings()).singleElement().asString().contains("leaf 0 (" + GONE + ") is missing");
            assertThat(check.notes()).singleElement().asString().contains("is not believed");
        }
    }

    /** Nobody who holds the key by a mistake signs away what is to be kept. */
    @Test
    void aSignedWordThatReachesTooFarIsNot() {
        UUID late = new UUID(NOW.minus(Duration.ofDays(300)).toEpochMilli() << 16, 0);
        Instant then = NOW.plus(Duration.ofDays(200));
        ObjectNode later = new DroppedWord(late, Duration.ofDays(400), then).sign(key, this::sign);
        assertThat(check(later).findings()).as("signed for another time").hasSize(1);
    }
}
