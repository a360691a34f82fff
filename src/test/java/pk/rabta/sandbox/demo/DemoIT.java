package pk.rabta.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pk.rabta.sandbox.SandboxApplication;

/** The README's first command, as far as Maven does not matter: a process of its own plays the demo and ends. */
class DemoIT {

    /** The bars for start and demo, and more than as much again for a machine with more to do. */
    private static final int SECONDS = 400;

    @Test
    void everyReferralOfTheDemoReachesWhatTheScenarioForesees(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("output");
        Process demo = new ProcessBuilder(System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Drabta.sandbox.directory=" + directory.resolve("sandbox"), "-cp", System.getProperty("java.class.path"),
                SandboxApplication.class.getName(), "--server.port=0", "--management.server.port=0", "--demo.exit=true")
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertThat(demo.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
        } finally {
            demo.destroyForcibly().waitFor();
        }
        List<String> lines = Files.readAllLines(output);
        assertThat(demo.exitValue()).as(String.join("\n", lines)).isZero();
        for (String programme : Expectation.programmes()) {
            assertThat(lines).anyMatch(line -> line.startsWith("as foreseen   " + programme + ":"));
        }
        assertThat(lines).anyMatch(line -> line.startsWith("as foreseen   the registry holds"))
                .noneMatch(line -> line.startsWith("NOT "));
    }
}
