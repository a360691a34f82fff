package pk.rabta.partner.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.ssl.SslBundle;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.PartnerTls;
import pk.rabta.partner.Partners;

/** Wrong settings stop the start and name the key to change; our public keys are published. */
class SignaturesTest {

    private static final JsonNode VECTOR = vector();
    private static final String PRIVATE = VECTOR.path("privateKey").asText();
    private static final String PUBLIC = VECTOR.path("publicKey").asText();
    private static final Map<String, String> OPTIONS = Map.of("sender-id", "rabta", "peer-id", "partner");

    @Test
    void a_pinned_peer_is_verified_and_our_key_is_published() throws Exception {
        Signatures signatures = signatures(OPTIONS, signature("dci-cavage-ed25519", PRIVATE, "pinned", null, PUBLIC));
        JsonNode key = signatures.jwks().at("/keys/0");
        assertThat(key.path("kid").asText()).isEqualTo("key-1");
        assertThat(Base64.getUrlDecoder().decode(key.path("x").asText()))
                .isEqualTo(Ed25519.raw(Ed25519.publicKey(PUBLIC)));
        assertThat(signatures.find("partner")).isPresent();
        assertThat(signatures.find("other")).isEmpty();
    }

    @Test
    void nothing_of_the_private_key_is_published() {
        Signatures signatures = signatures(OPTIONS, signature("dci-cavage-ed25519", PRIVATE, "pinned", null, PUBLIC));
        assertThat(signatures.jwks().at("/keys/0").has("d")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "rsa,PRIVATE,pinned,,PUBLIC,signature.profile must be dci-cavage-ed25519",
        "dci-cavage-ed25519,,pinned,,PUBLIC,signature.private-key is needed",
        "dci-cavage-ed25519,PUBLIC,pinned,,PUBLIC,signature.private-key is not an Ed25519 private key",
        "dci-cavage-ed25519,PRIVATE,pinned,,,signature.peer-key is needed",
        "dci-cavage-ed25519,PRIVATE,pinned,,abc*,signature.peer-key is not base64",
        "dci-cavage-ed25519,PRIVATE,jwks,,,signature.peer-url is needed",
        "dci-cavage-ed25519,PRIVATE,anybody,,,signature.peer must be jwks or pinned"})
    void a_wrong_setting_is_named(String profile, String key, String peer, String url, String peerKey, String error) {
        String ours = key == null ? null : key.replace("PRIVATE", PRIVATE).replace("PUBLIC", PUBLIC);
        String theirs = peerKey == null ? null : peerKey.replace("PUBLIC", PUBLIC);
        assertThatThrownBy(() -> signatures(OPTIONS, signature(profile, ours, peer, url, theirs)))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("rabta.partners.partner." + error);
    }

    @Test
    void who_signs_must_be_known() {
        assertThatThrownBy(() -> signatures(Map.of("sender-id", "rabta"),
                signature("dci-cavage-ed25519", PRIVATE, "pinned", null, PUBLIC)))
                .hasMessageContaining("rabta.partners.partner.options.peer-id is needed");
    }

    @Test
    void a_partner_that_proves_itself_by_signature_needs_a_profile() {
        assertThatThrownBy(() -> signatures(OPTIONS, null)).hasMessageContaining("is needed by receive.type signature");
    }

    private static PartnerProfile.Signature signature(String profile, String key, String peer, String url,
            String peerKey) {
        return new PartnerProfile.Signature(profile, "key-1", key, peer, url, peerKey);
    }

    private static Signatures signatures(Map<String, String> options, PartnerProfile.Signature signature) {
        PartnerProfile profile = new PartnerProfile(null, "spdci", null, Map.of(), null, null,
                new PartnerProfile.Receive("signature", null, null, null, null, List.of(), List.of()), signature,
                List.of("referral.id"), "withheld", "person", "other",
                null, null, null, null, Map.of(), options, Map.of(), null);
        Partners partners = mock(Partners.class);
        when(partners.ids()).thenReturn(Set.of("partner"));
        when(partners.get("partner")).thenReturn(profile);
        PartnerTls tls = mock(PartnerTls.class);
        when(tls.of("partner")).thenReturn(SslBundle.systemDefault());
        return new Signatures(partners, tls, event -> { }, Clock.systemUTC());
    }

    private static JsonNode vector() {
        try {
            return new JsonMapper()
                    .readTree(Files.readAllBytes(Path.of("src/test/resources/signature/signed-by-python.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
