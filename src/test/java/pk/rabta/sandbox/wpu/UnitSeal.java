package pk.rabta.sandbox.wpu;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.X25519Encrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** The unit's side of sealed messages: keys of its own, and what they do. Fields may be changed to do it wrongly. */
public final class UnitSeal {

    private final ECKey sealing;
    private final ECKey signing;
    public String issuer = "wpu-kp";
    public String audience = "rabta";
    public String id = UUID.randomUUID().toString();
    public Instant at = Instant.now();

    /** With new keys. */
    public UnitSeal() {
        try {
            sealing = new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.ENCRYPTION).keyID("unit-enc-1").generate();
            signing = new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE).keyID("unit-sig-1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private UnitSeal(ECKey sealing, ECKey signing) {
        this.sealing = sealing;
        this.signing = signing;
    }

    /** The same unit with its next message: another id, signed now. */
    public UnitSeal next() {
        return new UnitSeal(sealing, signing);
    }

    /** What the hub's operator gets. */
    public String publicKeys() {
        return new JWKSet(List.of(sealing, signing)).toPublicJWKSet().toString();
    }

    /** The same keys, each of which ends then. */
    public String publicKeys(Instant until) {
        return new JWKSet(List.of(new ECKey.Builder(sealing).expirationTime(Date.from(until)).build(),
                new ECKey.Builder(signing).expirationTime(Date.from(until)).build())).toPublicJWKSet().toString();
    }

    /** What the hub sent: verified by its key, from it, to this unit. */
    public JWSObject open(byte[] message, OctetKeyPair hub) throws ParseException, JOSEException {
        JWEObject sealed = JWEObject.parse(new String(message, StandardCharsets.US_ASCII));
        sealed.decrypt(new ECDHDecrypter(sealing));
        JWSObject signed = JWSObject.parse(sealed.getPayload().toString());
        if (!signed.verify(new Ed25519Verifier(hub)) || !issuer.equals(signed.getHeader().getCustomParam("aud"))
                || !audience.equals(signed.getHeader().getCustomParam("iss"))) {
            throw new JOSEException("not signed by the hub for this unit");
        }
        return signed;
    }

    /** A message that is signed and not sealed. */
    public String signed(String content) throws JOSEException {
        JWSObject signed = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(signing.getKeyID())
                .customParam("jti", id).customParam("iat", at.getEpochSecond()).customParam("iss", issuer)
                .customParam("aud", audience).build(), new Payload(content));
        signed.sign(new ECDSASigner(signing));
        return signed.serialize();
    }

    /** A message that is signed and sealed to that key. */
    public byte[] seal(String content, OctetKeyPair hub) throws JOSEException {
        return seal(signed(content), new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM)
                .keyID(hub.getKeyID()).contentType("JOSE").build(), hub);
    }

    /** Any text, sealed as that header says. */
    public static byte[] seal(String text, JWEHeader header, OctetKeyPair hub) throws JOSEException {
        JWEObject sealed = new JWEObject(header, new Payload(text));
        sealed.encrypt(new X25519Encrypter(hub));
        return sealed.serialize().getBytes(StandardCharsets.US_ASCII);
    }
}
