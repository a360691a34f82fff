package pk.rabta.batch.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import pk.rabta.batch.CrashTestBase;
import pk.rabta.batch.file.DownloadsTest;
import pk.rabta.batch.file.Spool;

/** Workbooks and packed files, bombs among them: told by their first bytes and refused whole, whatever their name. */
class PackedFilesTest extends CrashTestBase {

    private static final String AGREED = "ZKT_PB_ISTEHQAQ_PK617_20260320_0001.csv";
    private static final int MEGABYTE = 1 << 20;
    /** What is unpacked of a bomb, and what receiving one may cost. */
    private static final int GIGABYTE = 1024;
    private static final int PIECE = 256 * 1024;
    /** Of a machine that has other work; that nothing is unpacked is told by the bytes. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static void zeros(OutputStream out) throws IOException {
        zeros(out, GIGABYTE);
    }

    private static void zeros(OutputStream out, int megabytes) throws IOException {
        byte[] block = new byte[MEGABYTE];
        for (int i = 0; i < megabytes; i++) {
            out.write(block);
        }
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** A zip of a first small entry, if it has a name, and of one more. */
    private static byte[] zip(String first, String name, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            if (!first.isEmpty()) {
                zip.putNextEntry(new ZipEntry(first));
                zip.write("<Types/>".getBytes(StandardCharsets.US_ASCII));
            }
            zip.putNextEntry(new ZipEntry(name));
            content.write(zip);
        }
        return bytes.toByteArray();
    }

    @Test
    void a_zip_bomb_is_not_unpacked_nor_one_within_another() throws IOException {
        byte[] bomb = zip("", "list.csv", PackedFilesTest::zeros);
        refused(AGREED, bomb, "file.packed");
        byte[] nested = bomb;
        for (int i = 0; i < 5; i++) {
            byte[] inner = nested;
            nested = zip("", "list.zip", out -> {
                for (int copy = 0; copy < 3; copy++) {
                    out.write(inner);
                }
            });
        }
        refused("whatever.zip", nested, "file.packed");
    }

    @Test
    void a_workbook_that_is_a_bomb_is_not_unpacked() throws IOException {
        byte[] bomb = zip("[Content_Types].xml", "xl/worksheets/sheet1.xml", PackedFilesTest::zeros);
        refused(AGREED, bomb, "file.workbook");
        refused("any name.xlsx", bomb, "file.workbook");
    }

    @Test
    void gzip_is_not_unpacked() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            zeros(gzip);
        }
        refused(AGREED, bytes.toByteArray(), "file.packed");
    }

    @Test
    void old_workbooks_and_those_of_others_are_told_too() throws IOException {
        byte[] old = new byte[MEGABYTE];
        System.arraycopy(HexFormat.of().parseHex("d0cf11e0a1b11ae1"), 0, old, 0, 8);
        refused(AGREED, old, "file.workbook");
        refused("list.ods", zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "content.xml", out -> { }),
                "file.workbook");
    }

    private void refused(String name, byte[] file, String code) {
        Spool spool = new Spool(jdbc, vault);
        BatchIn hub = new BatchIn(new InFiles(jdbc, json), DownloadsTest.here(), null, spool, null, layouts,
                transaction, at(NOW));
        ByteArrayInputStream content = new ByteArrayInputStream(file);
        long allocated = allocated();
        long start = System.nanoTime();
        hub.receive(PARTNER, name, null, content);
        hub.process(PARTNER);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        assertThat(allocated() - allocated).as("bytes").isLessThan(16L * MEGABYTE);
        assertThat(file.length - content.available()).as("bytes looked at").isLessThanOrEqualTo(PIECE);
        assertThat(one("select string_agg(distinct state || ' ' || (problem ->> 'code'), ',') from batch_file"))
                .isEqualTo("REFUSED " + code);
        assertThat(one("select count(*) from batch_chunk")).as("pieces kept").isEqualTo("0");
        assertThat(one("select count(*) from batch_file where sealed_key is not null"))
                .isEqualTo("0");
        assertThat(one("select count(*) from batch_arrival")).as("who sent it is told").isEqualTo("1");
        jdbc.sql("delete from batch_arrival").update();
        jdbc.sql("delete from batch_file").update();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
