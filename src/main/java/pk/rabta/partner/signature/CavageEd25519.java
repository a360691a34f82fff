package pk.rabta.partner.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

/**
 * Profile {@code dci-cavage-ed25519}: Ed25519 over creation, expiry and the digest of {@code {header, message}}. The
 * algorithm is fixed by the profile; a message that names another is refused, whatever its keys are.
 */
final class CavageEd25519 implements SignatureProfile {

    static final String NAME = "dci-cavage-ed25519";
    /** How long a signature holds, both ways. */
    static final Duration LIFE = Duration.ofSeconds(300);
    /** How far the partner's clock may be ahead of ours. */
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final String ALGORITHM = "ed25519";
    private static final String SIGNED = "(created) (expires) digest";

    private final Identity own;
    private final String peer;
    private final PeerKeys peerKeys;
    private final Clock clock;

    /** Who signs for us: our id at the partner, our key's id, the key. */
    record Identity(String sender, String namespace, String keyId, PrivateKey key) {}

    CavageEd25519(Identity own, String peer, PeerKeys peerKeys, Clock clock) {
        this.own = own;
        this.peer = peer;
        this.peerKeys = peerKeys;
        this.clock = clock;
    }

    @Override
    public String sign(JsonNode header, JsonNode message) {
        long created = clock.instant().getEpochSecond();
        long expires = created + LIFE.toSeconds();
        byte[] signature = Ed25519.sign(own.key(), content(created, expires, header, message));
        return "namespace=\"" + own.namespace() + "\", kidId=\"" + own.sender() + "|" + own.keyId() + "|" + ALGORITHM
                + "\", algorithm=\"" + ALGORITHM + "\", created=\"" + created + "\", expires=\"" + expires
                + "\", headers=\"" + SIGNED + "\", signature=\"" + Base64.getEncoder().encodeToString(signature) + "\"";
    }

    @Override
    public void verify(String signature, JsonNode header, JsonNode message) {
        if (signature.isBlank()) {
            throw new SignatureRefused(SignatureRefused.Cause.MISSING, "the message is not signed");
        }
        SignatureLine line = SignatureLine.parse(signature);
        require(line.get("algorithm").equals(ALGORITHM), "the algorithm is not " + ALGORITHM);
        require(line.get("headers").equals(SIGNED), "headers is not \"" + SIGNED + "\"");
        String keyId = keyOfPeer(line.keyId(), header);
        long created = line.seconds("created");
        long expires = line.seconds("expires");
        checkTimes(created, expires);
        byte[] signed = base64(line.get("signature"));
        byte[] content = content(created, expires, header, message);
        boolean genuine = peerKeys.find(keyId).map(key -> Ed25519.verifies(key, content, signed))
                .orElseThrow(() -> SignatureRefused.invalid("the key is not among the sender's keys"));
        require(genuine, "the signature is not of this message");
    }

    /** The key must be the peer's, and the signed header must say so too. */
    private String keyOfPeer(String full, JsonNode header) {
        String[] parts = full.split("\\|", -1);
        require(parts.length == 3, "kidId is not written as sender|key|algorithm");
        require(parts[0].equals(peer) && header.path("sender_id").asText().equals(peer), "the sender is another one");
        require(parts[2].equals(ALGORITHM), "the algorithm in kidId is not " + ALGORITHM);
        return parts[1];
    }

    private void checkTimes(long created, long expires) {
        long now = clock.instant().getEpochSecond();
        require(created <= now + SKEW.toSeconds(), "the signature was created in the future");
        require(expires > created && expires - created <= LIFE.toSeconds(),
                "the signature does not hold for " + LIFE.toSeconds() + " s at most");
        require(now <= expires, "the signature has expired");
    }

    private static byte[] content(long created, long expires, JsonNode header, JsonNode message) {
        ObjectNode signed = JsonNodeFactory.instance.objectNode();
        signed.set("header", header);
        signed.set("message", message);
        String digest = Base64.getEncoder().encodeToString(sha256(CanonicalJson.bytes(signed)));
        return ("(created): " + created + "\n(expires): " + expires + "\ndigest: " + digest)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw SignatureRefused.invalid("the signature is not base64");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw SignatureRefused.invalid(otherwise);
        }
    }
}
