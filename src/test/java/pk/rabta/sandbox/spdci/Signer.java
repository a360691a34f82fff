package pk.rabta.sandbox.spdci;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A partner's signature, written apart from the hub's so that the two check each other. */
public final class Signer {

    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final JsonMapper SORTED = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII).disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();

    private final String sender;
    private final String keyId;
    private final KeyPair keys;

    public Signer(String sender, String keyId) {
        this.sender = sender;
        this.keyId = keyId;
        this.keys = generate();
    }

    public static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Our public keys, for {@code /.well-known/jwks.json}. */
    public String jwks() {
        byte[] der = keys.getPublic().getEncoded();
        String x = Base64.getUrlEncoder().withoutPadding()
                .encodeToString(Arrays.copyOfRange(der, PREFIX.length, der.length));
        return "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"use\":\"sig\",\"alg\":\"EdDSA\",\"kid\":\"" + keyId
                + "\",\"x\":\"" + x + "\"}]}";
    }

    /** The signed envelope as it is sent, created at that time. */
    public byte[] signed(ObjectNode envelope, Instant created) {
        try {
            long from = created.getEpochSecond();
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(content(Long.toString(from), Long.toString(from + 300), envelope));
            ObjectNode sent = Envelope.JSON.createObjectNode();
            sent.put("signature", "Signature: namespace=\"dci\", kidId=\"" + sender + "|" + keyId + "|ed25519\", "
                    + "algorithm=\"ed25519\", created=\"" + from + "\", expires=\"" + (from + 300)
                    + "\", headers=\"(created) (expires) digest\", signature=\""
                    + Base64.getEncoder().encodeToString(signature.sign()) + "\"");
            return sent.setAll(envelope).toString().getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the envelope is signed by a key of these, for now, by the sender that its header names. */
    public static boolean verifies(JsonNode envelope, JsonNode jwks) {
        Map<String, String> line = new HashMap<>();
        Matcher parameters = PARAMETER.matcher(envelope.path("signature").asText());
        while (parameters.find()) {
            line.put(parameters.group(1), parameters.group(2));
        }
        String[] key = line.getOrDefault("kidId", "").split("\\|");
        if (key.length != 3 || !key[0].equals(envelope.path("header").path("sender_id").asText())) {
            return false;
        }
        long now = Instant.now().getEpochSecond();
        long expires = Long.parseLong(line.get("expires"));
        if (!line.get("algorithm").equals("ed25519") || Long.parseLong(line.get("created")) > now + 60
                || expires < now) {
            return false;
        }
        for (JsonNode candidate : jwks.path("keys")) {
            if (candidate.path("kid").asText().equals(key[1]) && verifies(envelope, line, candidate)) {
                return true;
            }
        }
        return false;
    }

    private static boolean verifies(JsonNode envelope, Map<String, String> line, JsonNode jwk) {
        try {
            byte[] der = Arrays.copyOf(PREFIX, 44);
            System.arraycopy(Base64.getUrlDecoder().decode(jwk.path("x").asText()), 0, der, PREFIX.length, 32);
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(content(line.get("created"), line.get("expires"), envelope));
            return signature.verify(Base64.getDecoder().decode(line.get("signature")));
        } catch (GeneralSecurityException | IOException e) {
            return false;
        }
    }

    private static byte[] content(String created, String expires, JsonNode envelope)
            throws IOException, GeneralSecurityException {
        ObjectNode parts = Envelope.JSON.createObjectNode();
        parts.set("header", envelope.path("header"));
        parts.set("message", envelope.path("message"));
        byte[] canonical = SORTED.writeValueAsBytes(Envelope.JSON.treeToValue(parts, Map.class));
        String digest = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(canonical));
        return ("(created): " + created + "\n(expires): " + expires + "\ndigest: " + digest)
                .getBytes(StandardCharsets.UTF_8);
    }
}
