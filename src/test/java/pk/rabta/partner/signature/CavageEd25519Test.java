package pk.rabta.partner.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The envelope was signed by another implementation, in Python, with a key that is used nowhere else. */
class CavageEd25519Test {

    private JsonNode vector;
    private ObjectNode envelope;
    private PublicKey key;
    private long created;

    @BeforeEach
    void load() throws IOException, GeneralSecurityException {
        vector = new JsonMapper()
                .readTree(Files.readAllBytes(Path.of("src/test/resources/signature/signed-by-python.json")));
        envelope = (ObjectNode) vector.path("envelope");
        key = Ed25519.publicKey(vector.path("publicKey").asText());
        created = vector.path("created").asLong();
    }

    @Test
    void a_genuine_message_passes() {
        assertThatCode(() -> verify(signature(), 1)).doesNotThrowAnyException();
    }

    @Test
    void signs_as_the_other_implementation_does() throws GeneralSecurityException {
        assertThat(profile(0).sign(envelope.path("header"), envelope.path("message"))).isEqualTo(signature());
    }

    @Test
    void a_message_without_a_signature_is_refused_as_such() {
        assertThatThrownBy(() -> verify(" ", 1)).isInstanceOfSatisfying(SignatureRefused.class,
                e -> assertThat(e.reason()).isEqualTo(SignatureRefused.Cause.MISSING));
    }

    @Test
    void an_altered_message_or_header_is_refused() {
        ((ObjectNode) envelope.path("message")).put("transaction_id", "REF-EXAMPLE-2");
        refused(signature(), 1, "not of this message");
        ((ObjectNode) envelope.path("message")).put("transaction_id", "REF-EXAMPLE-1");
        assertThatCode(() -> verify(signature(), 1)).doesNotThrowAnyException();
        ((ObjectNode) envelope.path("header")).put("message_id", "b-78");
        refused(signature(), 1, "not of this message");
    }

    @Test
    void a_member_that_appears_or_changes_its_type_is_refused() {
        ((ObjectNode) envelope.path("header")).put("total_count", 1);
        refused(signature(), 1, "not of this message");
        ((ObjectNode) envelope.path("header")).put("total_count", "1").putNull("status_reason_code");
        refused(signature(), 1, "not of this message");
    }

    @ParameterizedTest
    @CsvSource({"-60,passes", "-61,created in the future", "300,passes", "301,expired", "100000,expired"})
    void holds_for_a_while(long seconds, String result) {
        if (result.equals("passes")) {
            assertThatCode(() -> verify(signature(), seconds)).doesNotThrowAnyException();
        } else {
            refused(signature(), seconds, result);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "algorithm=\"ed25519\";algorithm=\"hs256\";the algorithm is not ed25519",
        "algorithm=\"ed25519\";algorithm=\"none\";the algorithm is not ed25519",
        "|k1|ed25519;|k1|rsa;the algorithm in kidId",
        "bisp|k1;other|k1;the sender is another",
        "bisp|k1;k1;not written as sender",
        "|k1|;|k2|;not among the sender's keys",
        "(created) (expires) digest;digest;headers is not",
        "kidId=;id=;no parameter keyId",
        "kidId=;keyId=\"bisp|k9|ed25519\", kidId=;differ",
        "namespace=\"dci\";algorithm=\"ed25519\";twice",
        "namespace=\"dci\";namespace=dci;not written as name",
        "signature=\";signature=\"*;not base64"})
    void a_signature_that_says_something_else_is_refused(String part, String wrong, String because) {
        String changed = signature().replace(part, wrong);
        assertThat(changed).isNotEqualTo(signature());
        refused(changed, 1, because);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1772773201", "0", "01772773200", "-1", "x", "99999999999999999999"})
    void another_time_of_creation_is_refused(String time) {
        refused(signature().replace("created=\"" + created + "\"", "created=\"" + time + "\""), 1, "");
    }

    @Test
    void a_longer_life_is_refused_even_before_its_signature_is_looked_at() {
        refused(signature().replace("expires=\"" + (created + 300), "expires=\"" + (created + 301)), 1,
                "300 s at most");
    }

    @Test
    void the_spelling_key_id_and_the_leading_word_are_understood() {
        String other = "Signature:  " + signature().replace("kidId=", "keyId=")
                .replace("namespace=\"dci\"", "namespace=\"spdci\"");
        assertThatCode(() -> verify(other, 1)).doesNotThrowAnyException();
    }

    @Test
    void a_sender_in_the_header_that_is_not_the_key_s_is_refused() {
        ((ObjectNode) envelope.path("header")).put("sender_id", "other");
        refused(signature(), 1, "the sender is another");
    }

    private void refused(String signature, long later, String because) {
        assertThatThrownBy(() -> verify(signature, later)).isInstanceOf(SignatureRefused.class)
                .hasMessageContaining(because);
    }

    private void verify(String signature, long later) throws GeneralSecurityException {
        profile(later).verify(signature, envelope.path("header"), envelope.path("message"));
    }

    private String signature() {
        return envelope.path("signature").asText();
    }

    private CavageEd25519 profile(long later) throws GeneralSecurityException {
        var own = new CavageEd25519.Identity("bisp", "dci", "k1",
                Ed25519.privateKey(vector.path("privateKey").asText()));
        Map<String, PublicKey> keys = Map.of("k1", key);
        Clock clock = Clock.fixed(Instant.ofEpochSecond(created + later), ZoneOffset.UTC);
        return new CavageEd25519(own, "bisp", id -> Optional.ofNullable(keys.get(id)), clock);
    }
}
