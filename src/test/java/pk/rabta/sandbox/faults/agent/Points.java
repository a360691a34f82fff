package pk.rabta.sandbox.faults.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The points that a process passes, and what a test wants of it, as files in one folder: {@code armed} holds how many
 * passings to let go and a pattern, and the next thread that passes a point that fits it writes {@code reached} and stays
 * there while that file is there, so that the test can kill something in this very moment; {@code clock} and
 * {@code disk-full} as their users say. Public, since what is copied into other classes calls it.
 */
public final class Points {

    /** A disk as full as this is too full, unless a test says otherwise: only a full one. */
    private static final double NEVER_FULL = 1.0;
    private static final long MOMENT = 10_000_000;
    private static final Map<String, AtomicInteger> FITTING = new ConcurrentHashMap<>();
    private static volatile Path folder = Path.of(".");

    private Points() {}

    static void in(Path directory) {
        folder = directory;
    }

    /** Names a point by what is done and who does it, without ids. */
    public static String name(String kind, Object self, Object[] arguments) {
        return switch (kind) {
            case "commit", "broker commit" -> kind + " of " + doer();
            case "answer" -> kind + " to " + Requests.answered(self);
            case "send" -> kind + " of " + Requests.sent(arguments[1]);
            case "soap" -> "send of SOAP";
            case "upload" -> kind + " to " + Requests.folder(arguments[0]);
            case "rename" -> kind + " to " + Requests.folder(arguments[1]);
            default -> kind;
        };
    }

    /** Passes a point, or stays there until the test lets go. */
    public static void reach(String point) {
        try {
            if (wanted(point)) {
                Path reached = Files.writeString(folder.resolve("reached"), point, StandardOpenOption.CREATE_NEW);
                // Who comes here while the test disarms must not stay.
                while (Files.exists(reached) && Files.exists(folder.resolve("armed"))) {
                    LockSupport.parkNanos(MOMENT);
                }
            }
        } catch (FileAlreadyExistsException another) {
            // Another thread holds the process at this point already.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean wanted(String point) throws IOException {
        Path armed = folder.resolve("armed");
        if (!Files.exists(armed)) {
            return false;
        }
        String[] passingsAndPattern;
        try {
            passingsAndPattern = Files.readString(armed).split(" ", 2);
        } catch (NoSuchFileException disarmed) {
            return false;
        }
        return point.matches(passingsAndPattern[1])
                && FITTING.computeIfAbsent(passingsAndPattern[1], any -> new AtomicInteger()).getAndIncrement()
                        >= Integer.parseInt(passingsAndPattern[0]);
    }

    /** Whether the process is to lack this safety. */
    static boolean broken(String safety) {
        return Files.exists(folder.resolve("broken-" + safety));
    }

    /** Another id for each attempt after the first. */
    public static String fresh(String id, int attempt) {
        return attempt == 1 ? id : id.substring(0, id.length() - 2) + "%02d".formatted(attempt);
    }

    static Duration ahead() {
        Path file = folder.resolve("clock");
        try {
            return Files.exists(file) ? Duration.parse(Files.readString(file)) : Duration.ZERO;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The share of the disk from which on it is full. */
    public static double diskLimit() {
        return Files.exists(folder.resolve("disk-full")) ? 0.0 : NEVER_FULL;
    }

    /** The hub's class that began this; a thread that runs none of them consumes from the broker. */
    private static String doer() {
        return StackWalker.getInstance().walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                .filter(name -> name.startsWith("pk.rabta.") && !name.startsWith("pk.rabta.sandbox."))
                .map(name -> name.substring(name.lastIndexOf('.') + 1).replaceFirst("[$].*", ""))
                .findFirst().orElse("consumer"));
    }
}
