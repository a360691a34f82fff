package pk.rabta.batch.outbound;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import pk.rabta.batch.file.Csv;
import pk.rabta.batch.file.Digests;
import pk.rabta.batch.file.Frame;

/**
 * Writes a list with its totals: UTF-8 with byte order mark, CRLF, all cells quoted. The checksum is the SHA-256 of the
 * D records, each as its bytes without line end followed by one line feed.
 */
public final class ListWriter {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final OutputStream out;
    private final int announced;
    private final MessageDigest digest = Digests.sha256();
    private int rows;

    /** Writes the first record: H, then {@code head}, then the number of rows that will follow. */
    public ListWriter(OutputStream out, List<String> head, int rows) throws IOException {
        this.out = out;
        this.announced = rows;
        List<String> cells = new ArrayList<>(List.of(Frame.HEAD));
        cells.addAll(head);
        cells.add(Integer.toString(rows));
        out.write(BYTE_ORDER_MARK);
        write(Csv.write(cells));
    }

    public void row(List<String> cells) throws IOException {
        List<String> all = new ArrayList<>(List.of(Frame.DATA));
        all.addAll(cells);
        String record = Csv.write(all);
        digest.update(record.substring(0, record.length() - 2).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        rows++;
        write(record);
    }

    /** Writes the last record: T, the number of rows, their checksum. */
    public void finish() throws IOException {
        if (rows != announced) {
            throw new IllegalStateException("A list announced " + announced + " rows and got " + rows);
        }
        write(Csv.write(List.of(Frame.TRAILER, Integer.toString(rows), HexFormat.of().formatHex(digest.digest()))));
    }

    private void write(String record) throws IOException {
        out.write(record.getBytes(StandardCharsets.UTF_8));
    }
}
