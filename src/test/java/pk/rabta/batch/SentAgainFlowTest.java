package pk.rabta.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.zakat.ReturnFile;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** A file that was read, moved away and refused, and comes again from a program that keeps its time of change. */
class SentAgainFlowTest extends ZakatScene {

    private static final FileTime TIME = FileTime.from(Instant.now().minusSeconds(3600).truncatedTo(ChronoUnit.SECONDS));

    @Test
    void itIsReadAndAnsweredAgain(ZakatCommittee committee) throws IOException {
        String name = committee.name("ISTEHQAQ", "PK620");
        byte[] content = new ReturnFile("istehqaq", "PK620", "2026-03-20").bytesWithCount(9);
        upload(committee, name, content);
        assertThat(receipt(committee, name)).contains("file.totals-count");
        awaitDone(committee, name);
        upload(committee, name, content);
        assertThat(answer(committee, name.replace(".csv", ".receipt-2.csv"))).contains("file.totals-count");
        awaitDone(committee, name);
    }

    private static void upload(ZakatCommittee committee, String name, byte[] content) throws IOException {
        Path part = committee.server().folder("in").resolve(name + ".part");
        Files.write(part, content);
        Files.setLastModifiedTime(part, TIME);
        Files.move(part, part.resolveSibling(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
