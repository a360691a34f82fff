package pk.rabta.partner.sealed;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A partner's public keys, from a JSON Web Key Set: those to encrypt to ({@code use: enc}) and to verify with ({@code sig}). */
final class UnitKeys {

    /** NIST SP 800-57 part 1: 128 bits of security, which the shortest curve below has too. */
    private static final int RSA_BITS = 3072;
    private static final Set<Curve> AGREEMENT = Set.of(Curve.P_256, Curve.P_384, Curve.P_521, Curve.X25519);
    private static final Set<Curve> SIGNATURE = Set.of(Curve.P_256, Curve.P_384, Curve.Ed25519);

    private static final List<KeyUse> USES = List.of(KeyUse.ENCRYPTION, KeyUse.SIGNATURE);

    private final List<JWK> keys;

    /** Throws IllegalArgumentException, with the kid of the key, where one is private or too weak, or a use has none. */
    UnitKeys(String jwks) {
        try {
            this.keys = JWKSet.parse(jwks).getKeys();
        } catch (ParseException e) {
            throw new IllegalArgumentException("it is no JSON Web Key Set");
        }
        keys.forEach(UnitKeys::check);
        for (KeyUse use : USES) {
            require(keys.stream().anyMatch(key -> use.equals(key.getKeyUse())), "it has no key with use " + use);
        }
    }

    /** Which use has no key that holds at that time, with the kid of those that did or will; null where each has one. */
    @Nullable String over(Instant now) {
        return USES.stream().filter(use -> current(use, now).isEmpty()).map(use -> "no key with use " + use
                + " holds today: " + keys.stream().filter(key -> use.equals(key.getKeyUse())).map(JWK::getKeyID)
                        .collect(Collectors.joining(", ")) + " expired or is not valid yet")
                .reduce((one, other) -> one + "; " + other).orElse(null);
    }

    /** When each key ends, by use and kid; without those that have no end. */
    Map<String, Instant> ends() {
        Map<String, Instant> ends = new TreeMap<>();
        keys.stream().filter(key -> key.getExpirationTime() != null).forEach(key ->
                ends.put(key.getKeyUse() + "/" + key.getKeyID(), key.getExpirationTime().toInstant()));
        return ends;
    }

    /** The key to encrypt to at that time: the first of the file that holds. */
    Optional<JWK> encryption(Instant now) {
        return current(KeyUse.ENCRYPTION, now).stream().findFirst();
    }

    /** The key that a signature names, where it holds at that time. */
    Optional<JWK> signature(String kid, Instant now) {
        return current(KeyUse.SIGNATURE, now).stream().filter(key -> key.getKeyID().equals(kid)).findFirst();
    }

    private List<JWK> current(KeyUse use, Instant now) {
        return keys.stream().filter(key -> use.equals(key.getKeyUse())).filter(key -> (key.getExpirationTime() == null
                || key.getExpirationTime().toInstant().isAfter(now)) && (key.getNotBeforeTime() == null
                || !key.getNotBeforeTime().toInstant().isAfter(now))).toList();
    }

    private static void check(JWK key) {
        String name = "key " + key.getKeyID();
        require(key.getKeyID() != null && key.getKeyUse() != null, name + " needs a kid, and a use: enc or sig");
        require(!key.isPrivate(), name + " is a private or a shared key: only its owner may have it");
        boolean encrypts = KeyUse.ENCRYPTION.equals(key.getKeyUse());
        require(switch (key) {
            case ECKey ec -> (encrypts ? AGREEMENT : SIGNATURE).contains(ec.getCurve());
            case OctetKeyPair pair -> (encrypts ? AGREEMENT : SIGNATURE).contains(pair.getCurve());
            case RSAKey rsa -> rsa.size() >= RSA_BITS;
            default -> false;
        }, name + " is too weak or of a kind that is not used: RSA of " + RSA_BITS + " bits or more; "
                + (encrypts ? AGREEMENT : SIGNATURE).stream().map(Curve::getName).sorted().toList());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
