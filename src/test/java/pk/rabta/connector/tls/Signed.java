package pk.rabta.connector.tls;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The headers with which a partner proves a message, made by other code than the hub's. */
record Signed(Map<String, String> headers) {

    static Signed none() {
        return new Signed(Map.of());
    }

    static Signed hmac(String secret, String id, Instant at, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
            String text = id + "." + at.getEpochSecond() + "." + body;
            return new Signed(Map.of("webhook-id", id, "webhook-timestamp", Long.toString(at.getEpochSecond()),
                    "webhook-signature", "v1,b2xkZXI= v1," + Base64.getEncoder().encodeToString(
                            mac.doFinal(text.getBytes(StandardCharsets.UTF_8)))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Signed jws(ECKey key, String id, Instant at, String body) throws JOSEException {
        return jws(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()), new ECDSASigner(key), id, at, body);
    }

    /** The public key as if it were a shared secret. */
    static Signed jwsBySecret(ECKey key, String id, Instant at, String body) throws JOSEException {
        return jws(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()),
                new MACSigner(key.toPublicJWK().toJSONString()), id, at, body);
    }

    static Signed jwsUnsigned(String id, Instant at) {
        String header = "{\"alg\":\"none\",\"kid\":\"edu-1\",\"jti\":\"" + id + "\",\"iat\":" + at.getEpochSecond() + "}";
        return new Signed(Map.of("x-jws-signature", Base64.getUrlEncoder().withoutPadding()
                .encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "..AA"));
    }

    private static Signed jws(JWSHeader.Builder header, JWSSigner signer, String id, Instant at, String body)
            throws JOSEException {
        if (id != null) {
            header.customParam("jti", id);
        }
        JWSObject signed = new JWSObject(header.customParam("iat", at.getEpochSecond()).build(), new Payload(body));
        signed.sign(signer);
        return new Signed(Map.of("x-jws-signature", signed.serialize(true)));
    }

    Signed with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Signed(more);
    }
}
