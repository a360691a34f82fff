package pk.rabta.partner.sealed;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pk.rabta.partner.sealed.SealedRefused.Reason;

/**
 * Seals for one partner and opens what it sealed: a JWE in compact form (RFC 7516) around a JWS (RFC 7515) whose protected
 * header names message ({@code jti}), time ({@code iat}), sender and receiver ({@code iss}, {@code aud}). Sender and receiver
 * are signed, so that whoever opens a message cannot seal it anew for somebody else and pass it off as meant for them.
 */
public final class SealedCodec {

    /** How old, or how far ahead of our clock, a message may be. */
    static final Duration WINDOW = Duration.ofMinutes(5);
    private static final String COMPACT = "[\\w-]+(\\.[\\w-]+){4}";
    private static final String SIGNED = "[\\w-]+(\\.[\\w-]+){2}";
    private static final String ID = "[!-~]{1,120}";

    private final HubSeal hub;
    private final Supplier<UnitKeys> unit;
    private final String own;
    private final String peer;
    private final Clock clock;

    SealedCodec(HubSeal hub, Supplier<UnitKeys> unit, String own, String peer, Clock clock) {
        this.hub = hub;
        this.unit = unit;
        this.own = own;
        this.peer = peer;
        this.clock = clock;
    }

    /** A message that was opened: its id, the same whenever it is sent again, and what it says. */
    public record Opened(String id, byte[] content) {}

    /** Content under an id, for the partner alone to read; empty where no key of the partner's holds any more. */
    public Optional<byte[]> seal(String id, byte[] content) {
        Instant now = clock.instant();
        JWK key = unit.get().encryption(now).orElse(null);
        if (key == null) {
            return Optional.empty();
        }
        try {
            JWSObject signed = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                    .keyID(hub.publicSigning().getKeyID()).customParam("jti", id).customParam("iat", now.getEpochSecond())
                    .customParam("iss", own).customParam("aud", peer).build(), new Payload(content));
            signed.sign(hub.signer());
            JWEObject sealed = new JWEObject(new JWEHeader.Builder(JoseKeys.wrapping(key), EncryptionMethod.A256GCM)
                    .keyID(key.getKeyID()).contentType("JOSE").build(), new Payload(signed.serialize()));
            sealed.encrypt(JoseKeys.encrypter(key));
            return Optional.of(sealed.serialize().getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException("This JVM cannot seal to the key " + key.getKeyID(), e);
        }
    }

    /** @throws SealedRefused with the rule that the message breaks */
    public Opened open(byte[] message) throws SealedRefused {
        JWSObject signed = signed(decrypted(new String(message, StandardCharsets.ISO_8859_1)));
        JWSHeader header = signed.getHeader();
        Instant now = clock.instant();
        JWK key = header.getKeyID() == null ? null : unit.get().signature(header.getKeyID(), now).orElse(null);
        require(key != null && JoseKeys.signing(key).equals(header.getAlgorithm()) && header.getCriticalParams() == null
                && verified(signed, key), Reason.UNSIGNED);
        require(peer.equals(header.getCustomParam("iss")) && own.equals(header.getCustomParam("aud")), Reason.ADDRESS);
        String id = header.getCustomParam("jti") instanceof String text && text.matches(ID) ? text : null;
        require(id != null && header.getCustomParam("iat") instanceof Number at && Math.abs(at.doubleValue()
                - now.getEpochSecond()) <= WINDOW.toSeconds(), Reason.STALE);
        return new Opened(String.valueOf(id), signed.getPayload().toBytes());
    }

    private String decrypted(String text) throws SealedRefused {
        require(text.matches(COMPACT), Reason.NOT_SEALED);
        try {
            JWEObject sealed = JWEObject.parse(text);
            JWEHeader header = sealed.getHeader();
            require(JWEAlgorithm.ECDH_ES_A256KW.equals(header.getAlgorithm())
                    && EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())
                    && header.getCompressionAlgorithm() == null && header.getCriticalParams() == null, Reason.ALGORITHM);
            require(hub.publicSealing().getKeyID().equals(header.getKeyID()), Reason.NOT_FOR_US);
            sealed.decrypt(hub.decrypter());
            return sealed.getPayload().toString();
        } catch (JOSEException closed) {
            throw new SealedRefused(Reason.NOT_FOR_US);
        } catch (ParseException | RuntimeException unreadable) {
            // The library has errors of many kinds for headers that lack something.
            throw new SealedRefused(Reason.NOT_SEALED);
        }
    }

    private static JWSObject signed(String text) throws SealedRefused {
        require(text.matches(SIGNED), Reason.UNSIGNED);
        try {
            return JWSObject.parse(text);
        } catch (ParseException | RuntimeException unreadable) {
            throw new SealedRefused(Reason.UNSIGNED);
        }
    }

    private static boolean verified(JWSObject signed, @Nullable JWK key) {
        try {
            return key != null && signed.verify(JoseKeys.verifier(key));
        } catch (JOSEException | RuntimeException unusable) {
            return false;
        }
    }

    private static void require(boolean holds, Reason otherwise) throws SealedRefused {
        if (!holds) {
            throw new SealedRefused(otherwise);
        }
    }
}
