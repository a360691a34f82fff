package pk.rabta.audit;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import pk.rabta.audit.Finding.Kind;
import pk.rabta.audit.merkle.Subtree;
import pk.rabta.audit.merkle.TreeHash;

/** Whether each subtree that became complete within a range of leaves is the hash of its two halves. */
@Component
class NodeCheck {

    private final TreeRows tree;

    NodeCheck(TreeRows tree) {
        this.tree = tree;
    }

    List<Finding> check(long from, long to) {
        List<Subtree> nodes = new ArrayList<>();
        for (int level = 1; to >> level > 0; level++) {
            for (long index = from >> level; index < to >> level; index++) {
                nodes.add(new Subtree(level, index));
            }
        }
        List<Subtree> wanted = new ArrayList<>(nodes);
        nodes.forEach(node -> wanted.addAll(List.of(node.left(), node.right())));
        Map<Subtree, byte[]> hashes = tree.hashes(wanted.stream().distinct().toList());
        return nodes.stream().filter(node -> !fits(node, hashes)).map(node -> Finding.leaves(Kind.NODE, node.from(),
                node.to() - 1, "The hash of level " + node.level() + ", number " + node.index()
                + " is not that of what is below it: the order or the hashes of these leaves changed, or it did.")).toList();
    }

    private static boolean fits(Subtree node, Map<Subtree, byte[]> hashes) {
        byte[] own = hashes.get(node);
        byte[] left = hashes.get(node.left());
        byte[] right = hashes.get(node.right());
        return own != null && left != null && right != null && MessageDigest.isEqual(own, TreeHash.node(left, right));
    }
}
