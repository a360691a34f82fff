package pk.rabta.partner.sealed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.partner.sealed.SealedRefused.Reason;
import pk.rabta.protection.ProtectionKeys;
import pk.rabta.sandbox.wpu.UnitSeal;

/** Nothing is taken that is not sealed to the hub, signed by the unit, for the hub, now; and nothing readable leaves. */
class SealedCodecTest {

    private static final Instant NOW = Instant.parse("2026-03-05T06:12:00Z");
    private static final String ANSWER = "{\"token\":\"PT-1\",\"admitted\":false}";

    private final HubSeal hub = hub(1);
    private final UnitSeal unit = at(new UnitSeal());
    private final SealedCodec codec = codec(hub, unit, NOW);

    private static HubSeal hub(int number) {
        ProtectionKeys keys = ProtectionKeys.of(number);
        return new HubSeal(keys.signing(), keys.sealing());
    }

    private static UnitSeal at(UnitSeal unit) {
        unit.at = NOW;
        return unit;
    }

    private static SealedCodec codec(HubSeal hub, UnitSeal unit, Instant now) {
        return new SealedCodec(hub, () -> new UnitKeys(unit.publicKeys()), "rabta", "wpu-kp",
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private void refused(byte[] message, Reason reason) {
        assertThatThrownBy(() -> codec.open(message)).isInstanceOfSatisfying(SealedRefused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused).hasMessageNotContaining("PT-1").hasNoCause();
        });
    }

    @Test
    void what_the_unit_sealed_is_read_with_its_id() throws Exception {
        SealedCodec.Opened opened = codec.open(unit.seal(ANSWER, hub.publicSealing()));
        assertThat(opened.id()).isEqualTo(unit.id);
        assertThat(new String(opened.content(), UTF_8)).isEqualTo(ANSWER);
    }

    @Test
    void what_the_hub_seals_only_the_unit_reads() throws Exception {
        byte[] sealed = codec.seal("MSG-1", "{\"token\":\"PT-1\"}".getBytes(UTF_8)).orElseThrow();
        JWSObject signed = unit.open(sealed, hub.publicSigning());
        assertThat(signed.getPayload().toString()).isEqualTo("{\"token\":\"PT-1\"}");
        assertThat(signed.getHeader().toJSONObject()).containsOnlyKeys("alg", "kid", "jti", "iat", "iss", "aud")
                .containsEntry("jti", "MSG-1").containsEntry("iat", NOW.getEpochSecond());
        String header = new String(Base64.getUrlDecoder().decode(new String(sealed, US_ASCII).split("\\.")[0]), UTF_8);
        assertThat(JWEHeader.parse(header).toJSONObject()).containsOnlyKeys("alg", "enc", "kid", "cty", "epk");
        assertThatThrownBy(() -> new UnitSeal().open(sealed, hub.publicSigning())).isInstanceOf(Exception.class);
        assertThat(codec.seal("MSG-1", new byte[] {1}).orElseThrow()).isNotEqualTo(codec.seal("MSG-1", new byte[] {1})
                .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"token\":\"PT-1\"}", "a.b.c", "a.b.c.d.e", "....", "a.b.c.d.e.f",
        "e30.e30.e30.e30.e30"})
    void what_is_no_jwe_is_refused(String text) {
        refused(text.getBytes(UTF_8), Reason.NOT_SEALED);
    }

    @Test
    void what_is_signed_but_not_sealed_is_refused() throws Exception {
        refused(unit.signed(ANSWER).getBytes(US_ASCII), Reason.NOT_SEALED);
    }

    @Test
    void what_is_sealed_but_not_signed_is_refused() throws Exception {
        OctetKeyPair key = hub.publicSealing();
        refused(UnitSeal.seal(ANSWER, header(key.getKeyID()).build(), key), Reason.UNSIGNED);
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        refused(UnitSeal.seal(none + "." + unit.signed(ANSWER).split("\\.")[1] + ".", header(key.getKeyID()).build(), key),
                Reason.UNSIGNED);
        refused(UnitSeal.seal(none + "." + unit.signed(ANSWER).split("\\.")[1] + ".AAAA", header(key.getKeyID()).build(),
                key), Reason.UNSIGNED);
    }

    @Test
    void what_is_sealed_to_another_is_refused() throws Exception {
        OctetKeyPair other = hub(2).publicSealing();
        refused(unit.seal(ANSWER, other), Reason.NOT_FOR_US);
        refused(UnitSeal.seal(unit.signed(ANSWER), header(hub.publicSealing().getKeyID()).build(), other),
                Reason.NOT_FOR_US);
    }

    @Test
    void what_was_changed_on_its_way_is_refused() throws Exception {
        String[] parts = new String(unit.seal(ANSWER, hub.publicSealing()), US_ASCII).split("\\.");
        for (int part = 1; part < parts.length; part++) {
            String[] changed = parts.clone();
            changed[part] = (changed[part].charAt(0) == 'A' ? "B" : "A") + changed[part].substring(1);
            refused(String.join(".", changed).getBytes(US_ASCII), Reason.NOT_FOR_US);
        }
        String[] header = parts.clone();
        header[0] = Base64.getUrlEncoder().withoutPadding().encodeToString(new String(Base64.getUrlDecoder()
                .decode(parts[0]), UTF_8).replace("JOSE", "JUSE").getBytes(UTF_8));
        refused(String.join(".", header).getBytes(US_ASCII), Reason.NOT_FOR_US);
    }

    @Test
    void another_algorithm_is_refused_whatever_the_header_says() throws Exception {
        OctetKeyPair key = hub.publicSealing();
        String signed = unit.signed(ANSWER);
        for (JWEHeader.Builder header : new JWEHeader.Builder[] {
            new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A128KW, EncryptionMethod.A256GCM).keyID(key.getKeyID()),
            new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256CBC_HS512).keyID(key.getKeyID()),
            header(key.getKeyID()).compressionAlgorithm(CompressionAlgorithm.DEF)}) {
            refused(UnitSeal.seal(signed, header.build(), key), Reason.ALGORITHM);
        }
        JWEObject direct = new JWEObject(new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID(key.getKeyID()).build(), new Payload(signed));
        direct.encrypt(new DirectEncrypter(key.getDecodedX()));
        // Without a wrapped key it has an empty part, and is none of the agreed messages by its looks already.
        refused(direct.serialize().getBytes(US_ASCII), Reason.NOT_SEALED);
    }

    @Test
    void a_signature_of_another_kind_or_key_is_refused() throws Exception {
        OctetKeyPair key = hub.publicSealing();
        refused(at(new UnitSeal()).seal(ANSWER, key), Reason.UNSIGNED);
        // The unit's public key is no secret: who signs with it as one must not pass.
        JWSObject shared = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("unit-sig-1")
                .type(JOSEObjectType.JOSE).customParam("jti", "1").build(), new Payload(ANSWER));
        shared.sign(new MACSigner(unit.publicKeys().getBytes(UTF_8)));
        refused(UnitSeal.seal(shared.serialize(), header(key.getKeyID()).build(), key), Reason.UNSIGNED);
        // The key to encrypt to signs nothing.
        String named = unit.signed(ANSWER).replaceFirst("^[^.]+", Base64.getUrlEncoder().withoutPadding().encodeToString(
                "{\"alg\":\"ES256\",\"kid\":\"unit-enc-1\"}".getBytes(UTF_8)));
        refused(UnitSeal.seal(named, header(key.getKeyID()).build(), key), Reason.UNSIGNED);
    }

    @Test
    void what_was_meant_for_another_is_refused() throws Exception {
        unit.audience = "another-hub";
        refused(unit.seal(ANSWER, hub.publicSealing()), Reason.ADDRESS);
        UnitSeal other = at(unit.next());
        other.issuer = "another-unit";
        refused(other.seal(ANSWER, hub.publicSealing()), Reason.ADDRESS);
    }

    @Test
    void what_is_old_or_early_or_has_no_id_is_refused() throws Exception {
        for (Duration off : new Duration[] {Duration.ofSeconds(301), Duration.ofSeconds(-301), Duration.ofDays(400)}) {
            unit.at = NOW.plus(off);
            refused(unit.seal(ANSWER, hub.publicSealing()), Reason.STALE);
        }
        unit.at = NOW;
        unit.id = "two words";
        refused(unit.seal(ANSWER, hub.publicSealing()), Reason.STALE);
    }

    @Test
    void the_same_bytes_later_are_stale_and_within_the_window_the_same_message() throws Exception {
        byte[] message = unit.seal(ANSWER, hub.publicSealing());
        assertThat(codec.open(message).id()).isEqualTo(codec.open(message).id());
        assertThatThrownBy(() -> codec(hub, unit, NOW.plusSeconds(301)).open(message)).hasMessageContaining("STALE");
    }

    private static JWEHeader.Builder header(String kid) {
        return new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM).keyID(kid);
    }
}
