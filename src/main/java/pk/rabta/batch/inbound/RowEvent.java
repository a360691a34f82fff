package pk.rabta.batch.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeMap;
import pk.rabta.batch.file.Digests;
import pk.rabta.batch.layout.InboundKind;

/** By what a row is known as the partner's event, so that it counts once however often it is sent. */
final class RowEvent {

    private static final int KEY_LENGTH = 16;

    private RowEvent() {}

    /** The same for the same content, whatever file the row comes in, whatever the order of its columns. */
    static String id(String partner, InboundKind kind, ObjectNode cells) {
        TreeMap<String, String> sorted = new TreeMap<>();
        cells.properties().forEach(cell -> sorted.put(cell.getKey(), cell.getValue().asText()));
        TreeMap<String, String> subject = new TreeMap<>(sorted);
        subject.keySet().retainAll(kind.key());
        String scope = partner + '\n' + kind.id() + '\n';
        return kind.id() + '-' + hash(scope, subject).substring(0, KEY_LENGTH) + '-' + hash(scope, sorted);
    }

    private static String hash(String scope, TreeMap<String, String> cells) {
        MessageDigest digest = Digests.sha256();
        digest.update(scope.getBytes(StandardCharsets.UTF_8));
        cells.forEach((name, value) -> digest.update((name + '\0' + value + '\n').getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }
}
