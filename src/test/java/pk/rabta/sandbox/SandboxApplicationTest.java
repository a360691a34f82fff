package pk.rabta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxApplicationTest {

    private record Run(int exit, List<String> output) {}

    @Test
    void namesTheTakenPortInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = start(List.of(), "--server.port=" + taken.getLocalPort());
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.output()).singleElement().asString()
                    .contains("port " + taken.getLocalPort()).contains("--server.port");
        }
    }

    @Test
    void refusesAPortThatIsNone() throws Exception {
        Run run = start(List.of(), "--server.port=eighty");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).singleElement().asString().contains("--server.port=eighty is not a port");
    }

    @Test
    void namesTheDirectoryThatDatabaseAndBrokerCannotUse(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Run run = start(List.of("-Drabta.sandbox.directory=" + file), "--server.port=0");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).filteredOn(line -> line.startsWith("Rabta did not start")).singleElement().asString()
                .contains(file.toString()).contains("-Drabta.sandbox.directory");
        assertThat(run.output()).noneMatch(line -> line.startsWith("\tat "));
    }

    /** At the end of the start, when servers run already. */
    @Test
    void namesFileAndKeyOfABrokenSigningKeyAndNothingElse() throws Exception {
        Run run = start(List.of(), "--server.port=0", "--management.server.port=0", "--BISP_SIGNING_KEY=broken");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).filteredOn(line -> line.startsWith("Rabta did not start")).singleElement().asString()
                .contains("config/partners/bisp/partner.yaml: rabta.partners.bisp.signature.private-key is not");
        assertThat(run.output().stream().takeWhile(line -> !line.contains("Starting RabtaApplication")))
                .as("before the hub's own log").noneMatch(line -> line.contains("INFO"));
        assertThat(run.output()).noneMatch(line -> line.contains(":: Spring Boot ::"));
        assertThat(run.output()).noneMatch(line -> line.contains(" WARN ") || line.contains("ERROR")
                || line.startsWith("\tat ") || line.startsWith("Caused by"));
    }

    private static Run start(List<String> jvm, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SandboxApplication.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Run(process.exitValue(), output.lines().toList());
        } finally {
            process.destroyForcibly();
        }
    }
}
