package pk.rabta.partner.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.server.Callback;

/**
 * HMAC-SHA256 over id, time and body with a shared secret, as Standard Webhooks {@code v1} has it. Neither path nor
 * method is signed, so it is for messages that say all by themselves; a repeat is known by its id.
 */
final class HmacProof implements MessageProof {

    static final int SHORTEST = 24;
    private static final String PREFIX = "whsec_";

    private final SecretKeySpec key;
    private final Clock clock;

    /** Throws IllegalArgumentException where the secret is no base64, or too short. */
    HmacProof(String secret, Clock clock) {
        byte[] bytes = Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
        if (bytes.length < SHORTEST) {
            throw new IllegalArgumentException("it has less than " + SHORTEST + " bytes");
        }
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
        this.clock = clock;
    }

    @Override
    public @Nullable String prove(Callback call) {
        String id = call.header("webhook-id");
        String time = call.header("webhook-timestamp");
        String signatures = call.header("webhook-signature");
        if (id == null || time == null || signatures == null || !id.matches(ID) || !time.matches("\\d{1,12}")
                || !fresh(Instant.ofEpochSecond(Long.parseLong(time)), clock)) {
            return null;
        }
        byte[] right = sign(id, time, call.body()).getBytes(StandardCharsets.US_ASCII);
        for (String signature : signatures.split(" ")) {
            if (signature.startsWith("v1,") && MessageDigest.isEqual(right,
                    signature.substring("v1,".length()).getBytes(StandardCharsets.US_ASCII))) {
                return id;
            }
        }
        return null;
    }

    String sign(String id, String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((id + '.' + time + '.').getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has HmacSHA256", e);
        }
    }
}
