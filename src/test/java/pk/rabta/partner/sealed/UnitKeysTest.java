package pk.rabta.partner.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.protection.ProtectionKeys;

/** A unit's keys are public and strong, or the hub does not start and says which is not; which are of today, and until when. */
class UnitKeysTest {

    private static final Instant NOW = Instant.parse("2026-03-05T06:12:00Z");

    private static ECKey ec(KeyUse use, String kid, Curve curve, Instant until) throws Exception {
        return new ECKeyGenerator(curve).keyUse(use).keyID(kid).expirationTime(until == null ? null : Date.from(until))
                .generate();
    }

    private static ECKey signing() throws Exception {
        return ec(KeyUse.SIGNATURE, "sig-1", Curve.P_256, null);
    }

    private static String set(JWK... keys) {
        return new JWKSet(List.of(keys)).toPublicJWKSet().toString();
    }

    private static void refused(String jwks, String... said) {
        assertThatThrownBy(() -> new UnitKeys(jwks)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(said);
    }

    @Test
    void a_missing_key_is_named_by_its_use() throws Exception {
        refused(set(signing()), "it has no key with use enc");
        refused(set(ec(KeyUse.ENCRYPTION, "enc-1", Curve.P_256, null)), "it has no key with use sig");
        refused("[]", "no JSON Web Key Set");
    }

    @Test
    void a_key_that_is_over_is_named_and_refuses_nothing() throws Exception {
        UnitKeys keys = new UnitKeys(set(signing(), ec(KeyUse.ENCRYPTION, "enc-2025", Curve.P_256, NOW)));
        assertThat(keys.over(NOW)).contains("use enc", "enc-2025").doesNotContain("use sig");
        assertThat(keys.over(NOW.minusSeconds(1))).isNull();
        assertThat(keys.ends()).containsExactly(Map.entry("enc/enc-2025", NOW));
    }

    @Test
    void a_weak_key_is_named() throws Exception {
        RSAKey small = new RSAKeyGenerator(2048).keyUse(KeyUse.ENCRYPTION).keyID("rsa-2048").generate();
        refused(set(signing(), small), "rsa-2048", "too weak");
        // The right kind of curve for the other use.
        OctetKeyPair signs = new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(new byte[32]))
                .keyUse(KeyUse.ENCRYPTION).keyID("edwards").build();
        refused(set(signing(), signs), "edwards", "not used");
    }

    @Test
    void a_key_that_is_not_public_is_named() throws Exception {
        ECKey pair = ec(KeyUse.ENCRYPTION, "whole", Curve.P_256, null);
        refused(new JWKSet(List.of(signing().toPublicJWK(), pair)).toString(false), "whole", "private");
        OctetSequenceKey shared = new OctetSequenceKeyGenerator(256).keyUse(KeyUse.SIGNATURE).keyID("shared").generate();
        refused(new JWKSet(List.<JWK>of(shared)).toString(false), "shared", "private");
    }

    @Test
    void a_key_without_kid_or_use_is_refused() throws Exception {
        refused(set(new ECKeyGenerator(Curve.P_256).keyID("odd").generate()), "odd", "a use");
    }

    @Test
    void of_two_the_one_of_today_counts_and_none_after_the_last() throws Exception {
        UnitKeys keys = new UnitKeys(set(signing(), ec(KeyUse.ENCRYPTION, "old", Curve.P_256, NOW.plusSeconds(60)),
                ec(KeyUse.ENCRYPTION, "new", Curve.P_384, NOW.plusSeconds(120))));
        assertThat(keys.encryption(NOW)).get().extracting(JWK::getKeyID).isEqualTo("old");
        assertThat(keys.encryption(NOW.plusSeconds(60))).get().extracting(JWK::getKeyID).isEqualTo("new");
        assertThat(keys.encryption(NOW.plusSeconds(120))).isEmpty();
        HubSeal hub = new HubSeal(ProtectionKeys.of(1).signing(), ProtectionKeys.of(1).sealing());
        SealedCodec later = new SealedCodec(hub, () -> keys, "rabta", "unit",
                Clock.offset(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofHours(1)));
        assertThat(later.seal("MSG-1", new byte[] {1})).isEmpty();
    }

    @Test
    void rsa_is_sealed_to_with_oaep_and_sha_256() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(3072).keyUse(KeyUse.ENCRYPTION).keyID("rsa").generate();
        HubSeal hub = new HubSeal(ProtectionKeys.of(1).signing(), ProtectionKeys.of(1).sealing());
        UnitKeys keys = new UnitKeys(set(signing(), rsa));
        SealedCodec codec = new SealedCodec(hub, () -> keys, "rabta", "unit",
                Clock.fixed(NOW, ZoneOffset.UTC));
        JWEObject sealed = JWEObject.parse(new String(codec.seal("MSG-1", new byte[] {'x'}).orElseThrow(),
                StandardCharsets.US_ASCII));
        assertThat(sealed.getHeader().getAlgorithm()).isEqualTo(JWEAlgorithm.RSA_OAEP_256);
        assertThat(sealed.getHeader().getEncryptionMethod()).isEqualTo(EncryptionMethod.A256GCM);
        sealed.decrypt(new RSADecrypter(rsa));
        assertThat(sealed.getPayload().toString()).contains(".");
    }
}
