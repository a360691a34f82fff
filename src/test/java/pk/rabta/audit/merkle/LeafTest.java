package pk.rabta.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeafTest {

    private static final UUID ID = UUID.fromString("0197c1a2-5b1e-7c3d-8e4f-1a2b3c4d5e6f");

    private static Leaf leaf(String detail) {
        return new Leaf(ID, "disclosure", "hub", "5f2b", "REF-1", CanonicalJson.read(detail),
                Instant.parse("2026-03-05T06:12:00.123456789Z"));
    }

    /** Written down in src/docs/audit.md too: others compute it from there. */
    @Test
    void itsBytesAreTheDocumentedOnes() {
        Leaf leaf = leaf("{\"to\": \"welfare-fund\", \"fields\": [\"referral.id\"]}");
        assertThat(new String(leaf.bytes(), StandardCharsets.UTF_8)).isEqualTo("{\"actor\":\"hub\",\"detail\":"
                + "{\"fields\":[\"referral.id\"],\"to\":\"welfare-fund\"},\"id\":\"0197c1a2-5b1e-7c3d-8e4f-1a2b3c4d5e6f\","
                + "\"recordedAt\":\"2026-03-05T06:12:00.123456Z\",\"referral\":\"REF-1\",\"subject\":\"5f2b\","
                + "\"type\":\"disclosure\"}");
    }

    @Test
    void theOrderOfMembersAndSpacesCountNothing_theValuesDo() {
        byte[] hash = leaf("{\"a\": 1, \"b\": {\"x\": true, \"y\": null}}").hash();
        assertThat(leaf("{\"b\":{\"y\":null,\"x\":true},\"a\":1}").hash()).isEqualTo(hash);
        assertThat(leaf("{\"b\":{\"y\":null,\"x\":true},\"a\":\"1\"}").hash()).isNotEqualTo(hash);
        assertThat(leaf("{\"b\":{\"y\":null,\"x\":false},\"a\":1}").hash()).isNotEqualTo(hash);
    }

    @Test
    void textsAreWrittenAsTheRfcSays() {
        assertThat(CanonicalJson.of(CanonicalJson.read("[\"\\u20ac$\\u000F\\nA'B\\\"\\\\\\\"/\", \"ربط\", 12, 1.50, 1e3]")))
                .isEqualTo("[\"€$\\u000f\\nA'B\\\"\\\\\\\"/\",\"ربط\",12,1.50,1000]");
    }

    @Test
    void readsWhatItWrote() {
        Leaf leaf = leaf("{}");
        assertThat(Leaf.read(CanonicalJson.read(leaf.json().toString())).hash()).isEqualTo(leaf.hash());
        assertThatThrownBy(() -> Leaf.read(CanonicalJson.read("{}"))).isInstanceOf(IllegalArgumentException.class);
    }

    /** The example of Go's package for signed notes, which the specification is taken from. */
    @Test
    void knowsTheKeysAndSignaturesOfOthers() {
        VerifierKey key = VerifierKey.read("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        byte[] text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
                .getBytes(StandardCharsets.UTF_8);
        byte[] marked = Base64.getDecoder().decode("x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZ"
                + "SNXgKvqfqdngotpRZb6KE6RyyBwJnAM=");
        assertThat(HexFormat.of().formatHex(marked)).startsWith(HexFormat.of().formatHex(key.id()));
        assertThat(key.verifies(text, Arrays.copyOfRange(marked, 4, marked.length))).isTrue();
        assertThat(key.text()).isEqualTo("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        assertThatThrownBy(() -> VerifierKey.read("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
