package pk.rabta.sandbox.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import pk.rabta.sandbox.SandboxDirectory;
import pk.rabta.sandbox.SandboxException;

/** A process started by a test: its output goes to a file, and it ends with the test's own process at the latest. */
final class ChildProcess {

    private final String name;
    private final Process process;
    private final Path output;

    private ChildProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-" + name));
    }

    /** Starts it with these variables added to this process's own; its output is appended to the file. */
    static ChildProcess start(String name, List<String> command, Map<String, String> variables, Path output) {
        SandboxDirectory.create(output.getParent());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(variables);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            return new ChildProcess(name, builder.start(), output);
        } catch (IOException e) {
            throw new SandboxException("Cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Waits until the condition holds; fails at once, with the end of its output, when the process ends before. */
    ChildProcess await(String what, Duration limit, BooleanSupplier condition) {
        try {
            Awaitility.await().atMost(limit).pollInterval(Duration.ofMillis(100))
                    .until(() -> !process.isAlive() || condition.getAsBoolean());
        } catch (ConditionTimeoutException e) {
            destroy();
            throw new SandboxException(
                    name + " was not " + what + " within " + limit + "; its output ended:\n" + tail(), e);
        }
        if (!process.isAlive()) {
            throw new SandboxException(
                    name + " ended with " + process.exitValue() + "; its output ended:\n" + tail());
        }
        return this;
    }

    /** SIGKILL. */
    void destroy() {
        process.destroyForcibly();
        ended(Duration.ofSeconds(10));
    }

    /** SIGTERM, and SIGKILL when it has not ended within the limit. @return its exit code */
    int stop(Duration limit) {
        process.destroy();
        if (!ended(limit)) {
            destroy();
            throw new SandboxException(name + " did not stop within " + limit + "; its output ended:\n" + tail());
        }
        return process.exitValue();
    }

    /** Waits for its end. @return its exit code */
    int exit(Duration limit) {
        if (!ended(limit)) {
            throw new SandboxException(name + " still runs after " + limit);
        }
        return process.exitValue();
    }

    private boolean ended(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(" + output + " cannot be read: " + e.getMessage() + ")";
        }
    }
}
