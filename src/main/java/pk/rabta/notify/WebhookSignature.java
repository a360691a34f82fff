package pk.rabta.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import pk.rabta.protection.HubSigningKey;

/** Signatures of Standard Webhooks 1.0: v1 by the subscription's secret, v1a by the hub's own key. */
@Component
class WebhookSignature {

    private final HubSigningKey key;

    WebhookSignature(HubSigningKey key) {
        this.key = key;
    }

    /** The value of {@code webhook-signature}. */
    String header(byte[] secret, String messageId, long timestamp, byte[] body) {
        byte[] head = (messageId + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        byte[] signed = new byte[head.length + body.length];
        System.arraycopy(head, 0, signed, 0, head.length);
        System.arraycopy(body, 0, signed, head.length, body.length);
        return "v1," + base64(hmac(secret, signed)) + " v1a," + base64(key.sign(signed));
    }

    /** The public key in the standard's form. */
    String publicKeyText() {
        return "whpk_" + base64(key.publicKey());
    }

    /** A secret in the standard's form. */
    static String secretText(byte[] secret) {
        return "whsec_" + base64(secret);
    }

    private static byte[] hmac(byte[] secret, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot use HMAC-SHA256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
