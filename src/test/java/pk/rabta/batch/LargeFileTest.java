package pk.rabta.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** A large file goes through the real route, piece by piece. Alone: it counts the bytes of the whole JVM. */
@HubTest
@Isolated
class LargeFileTest {

    private static final int MEGABYTE = 1 << 20;
    private static final int SIZE = 24 * MEGABYTE;
    /** As long as rows are. */
    private static final String REST = "x".repeat(160);

    @Autowired
    private CamelContext camel;

    @Test
    void memoryDoesNotGrowWithTheFile(ZakatCommittee committee) throws IOException {
        String name = "LARGE_" + System.nanoTime() + ".csv";
        Path part = committee.server().folder("in").resolve(name + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), MEGABYTE)) {
            for (long written = 0, number = 0; written < SIZE; number++) {
                byte[] line = "\"D\",\"%d\",\"%s\"\r\n".formatted(number, REST).getBytes(StandardCharsets.US_ASCII);
                out.write(line);
                written += line.length;
            }
        }
        long before = living();
        Files.move(part, part.resolveSibling(name));
        long[] most = {0};
        await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofSeconds(2)).until(() -> {
            most[0] = Math.max(most[0], living());
            return committee.server().names("in/done").stream().anyMatch(done -> done.endsWith(name));
        });
        assertThat(most[0] - before).as("bytes alive while the file was read").isLessThan(SIZE / 2);
        for (String done : committee.server().names("in/done")) {
            if (done.endsWith(name)) {
                Files.delete(committee.server().folder("in/done").resolve(done));
            }
        }
    }

    /** The component refuses to read a file at all that it could not watch for as long as settle says. */
    @Test
    void aFileMayRestForAsLongAsItIsWatched() {
        assertThat(camel.getEndpoints()).filteredOn(SftpEndpoint.class::isInstance)
                .map(SftpEndpoint.class::cast).filteredOn(endpoint -> "changed".equals(endpoint.getReadLock()))
                .isNotEmpty().allSatisfy(endpoint -> assertThat(endpoint.getReadLockTimeout())
                        .as(endpoint.getConfiguration().getDirectory()).isLessThanOrEqualTo(0));
    }

    private static long living() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
