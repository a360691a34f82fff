package pk.rabta.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Roots and proofs against the RFC's own definitions, for every tree of up to 40 leaves. */
class TreeShapesTest {

    private static final int SIZES = 40;
    private static final List<byte[]> LEAVES = IntStream.range(0, SIZES)
            .mapToObj(n -> ("leaf " + n).getBytes(StandardCharsets.UTF_8)).toList();

    private static byte[] hash(Subtree subtree) {
        return subtree.level() == 0 ? TreeHash.leaf(LEAVES.get((int) subtree.index()))
                : TreeHash.node(hash(subtree.left()), hash(subtree.right()));
    }

    private static List<byte[]> hashes(List<Span> spans) {
        return spans.stream().map(span -> span.hash(TreeShapesTest::hash)).toList();
    }

    private static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(HexFormat.of()::formatHex).toList();
    }

    private static byte[] root(int size) {
        return new Span(0, size).hash(TreeShapesTest::hash);
    }

    /** Of the eight leaves that implementations of Certificate Transparency share. */
    @Test
    void theKnownTreeHasItsKnownRoots() {
        List<byte[]> leaves = Stream.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                "606162636465666768696a6b6c6d6e6f").map(HexFormat.of()::parseHex).toList();
        GrowingTree tree = new GrowingTree();
        assertThat(HexFormat.of().formatHex(tree.root()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        tree.add(TreeHash.leaf(leaves.getFirst()));
        assertThat(HexFormat.of().formatHex(tree.root()))
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        leaves.subList(1, 8).forEach(leaf -> tree.add(TreeHash.leaf(leaf)));
        assertThat(HexFormat.of().formatHex(tree.root()))
                .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    @Test
    void rootsAreTheRfcs() {
        GrowingTree growing = new GrowingTree();
        for (int size = 0; size <= SIZES; size++) {
            byte[] expected = Rfc6962.mth(LEAVES.subList(0, size));
            assertThat(root(size)).as("root of %s", size).isEqualTo(expected);
            assertThat(growing.root()).as("grown to %s", size).isEqualTo(expected);
            if (size < SIZES) {
                growing.add(TreeHash.leaf(LEAVES.get(size)));
            }
        }
    }

    @Test
    void inclusionProofsAreTheRfcs_andHoldForThatLeafOnly() {
        for (int size = 1; size <= SIZES; size++) {
            byte[] root = root(size);
            for (int index = 0; index < size; index++) {
                List<byte[]> proof = hashes(Proofs.inclusion(index, size));
                assertThat(hex(proof)).isEqualTo(hex(Rfc6962.path(index, LEAVES.subList(0, size))));
                byte[] leaf = TreeHash.leaf(LEAVES.get(index));
                assertThat(ProofCheck.inclusion(index, size, leaf, proof, root)).isTrue();
                assertThat(ProofCheck.inclusion(index, size, flipped(leaf), proof, root)).isFalse();
                assertThat(ProofCheck.inclusion(index, size, leaf, proof, flipped(root))).isFalse();
                for (List<byte[]> wrong : wrong(proof)) {
                    assertThat(ProofCheck.inclusion(index, size, leaf, wrong, root)).isFalse();
                }
            }
        }
    }

    @Test
    void consistencyProofsAreTheRfcs_andHoldForThoseTreesOnly() {
        for (int newer = 1; newer <= SIZES; newer++) {
            for (int older = 1; older <= newer; older++) {
                List<byte[]> proof = hashes(Proofs.consistency(older, newer));
                assertThat(hex(proof)).isEqualTo(hex(Rfc6962.proof(older, LEAVES.subList(0, newer))));
                byte[] from = root(older);
                byte[] to = root(newer);
                assertThat(ProofCheck.consistency(older, newer, from, to, proof)).isTrue();
                assertThat(ProofCheck.consistency(older, newer, flipped(from), to, proof)).isFalse();
                assertThat(ProofCheck.consistency(older, newer, from, flipped(to), proof)).isFalse();
                for (List<byte[]> wrong : wrong(proof)) {
                    assertThat(ProofCheck.consistency(older, newer, from, to, wrong)).isFalse();
                }
            }
        }
    }

    /** A bit of each hash changed, the last one left out, one more. */
    private static List<List<byte[]>> wrong(List<byte[]> proof) {
        List<List<byte[]>> wrong = new ArrayList<>();
        for (int n = 0; n < proof.size(); n++) {
            List<byte[]> changed = new ArrayList<>(proof);
            changed.set(n, flipped(proof.get(n)));
            wrong.add(changed);
        }
        if (!proof.isEmpty()) {
            wrong.add(proof.subList(0, proof.size() - 1));
        }
        List<byte[]> longer = new ArrayList<>(proof);
        longer.add(TreeHash.empty());
        wrong.add(longer);
        return wrong;
    }

    private static byte[] flipped(byte[] hash) {
        byte[] other = hash.clone();
        other[hash.length / 2] ^= 1;
        return other;
    }
}
