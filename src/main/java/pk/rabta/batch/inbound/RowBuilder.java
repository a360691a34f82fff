package pk.rabta.batch.inbound;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import pk.rabta.batch.file.Digests;
import pk.rabta.batch.layout.Cells;
import pk.rabta.batch.layout.Column;
import pk.rabta.batch.layout.InboundKind;

/** Makes the document of a row from its cells. */
final class RowBuilder {

    private static final int KEY_LENGTH = 16;

    private final String partner;
    private final InboundKind kind;

    RowBuilder(String partner, InboundKind kind) {
        this.partner = partner;
        this.kind = kind;
    }

    Row build(int number, int line, List<String> cells, Header header) {
        List<RowProblem> problems = new ArrayList<>();
        ObjectNode read = JsonNodeFactory.instance.objectNode();
        for (Column column : kind.columns()) {
            String text = header.cell(cells, column.name());
            if (text.isEmpty()) {
                if (column.required()) {
                    problems.add(new RowProblem("row.value-missing", column.name()));
                }
                continue;
            }
            switch (Cells.read(column.type(), text, kind.dates())) {
                case Cells.Cell.Value value -> read.set(column.name(), value.value());
                case Cells.Cell.Wrong wrong -> problems.add(new RowProblem(wrong.code(), column.name()));
            }
        }
        if (header.surplus(cells)) {
            problems.add(RowProblem.of("row.too-many-cells"));
        }
        return problems.isEmpty() ? new Row(number, line, cells, eventId(read), problems, read)
                : new Row(number, line, cells, "", problems, null);
    }

    /** The same for the same content, whatever file the row comes in, whatever the order of its columns. */
    private String eventId(ObjectNode cells) {
        TreeMap<String, String> sorted = new TreeMap<>();
        cells.properties().forEach(cell -> sorted.put(cell.getKey(), cell.getValue().asText()));
        TreeMap<String, String> subject = new TreeMap<>(sorted);
        subject.keySet().retainAll(kind.key());
        return kind.id() + '-' + hash(subject).substring(0, KEY_LENGTH) + '-' + hash(sorted);
    }

    private String hash(TreeMap<String, String> cells) {
        MessageDigest digest = Digests.sha256();
        digest.update((partner + '\n' + kind.id() + '\n').getBytes(StandardCharsets.UTF_8));
        cells.forEach((name, value) -> digest.update((name + '\0' + value + '\n').getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }
}
