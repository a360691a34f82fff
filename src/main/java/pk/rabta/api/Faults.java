package pk.rabta.api;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.springframework.dao.PessimisticLockingFailureException;

/** What callers learn of exceptions. Messages of exceptions may hold data: neither answers nor logs repeat them. */
public final class Faults {

    private static final int FRAMES = 12;
    private static final String OURS = "pk.rabta.";

    private Faults() {
    }

    public static Problem problem(@Nullable Throwable fault, @Nullable String where, Logger log) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException known) {
                return known.problem();
            }
            if (cause instanceof PessimisticLockingFailureException) {
                log.warn("Answered 503 in {} at {}: {}", where, place(fault), cause.getClass().getName());
                return ProblemType.UNAVAILABLE.detail(
                    "Somebody else changed the same record at this moment. Try again, with the same key.",
                    "اسی وقت کسی اور نے یہی ریکارڈ بدلا۔ اسی کلید کے ساتھ دوبارہ کوشش کریں۔")
                    .header("Retry-After", "1");
            }
        }
        if (DatabaseFaults.mayPass(fault)) {
            log.warn("Answered 503 in {} at {}: {}", where, place(fault), DatabaseFaults.describe(fault));
            return ProblemType.UNAVAILABLE.detail(
                "The hub's database is away or takes nothing at this moment. Try again shortly, with the same key.",
                "نظام کا ڈیٹا بیس اس وقت دستیاب نہیں یا کچھ محفوظ نہیں کر رہا۔ تھوڑی دیر بعد اسی کلید کے ساتھ دوبارہ کوشش کریں۔")
                .header("Retry-After", "5");
        }
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        log.error("Error {} in {}: {}", id, where, describe(fault));
        return ProblemType.INTERNAL_ERROR.detail("Give the errorId to the operator.", "errorId منتظم کو بتائیں۔")
            .with("errorId", id);
    }

    /** Where in the hub's own code it happened; where none of it is in the way, where at all. */
    public static String place(Throwable fault) {
        List<StackTraceElement> frames = Stream.iterate(fault, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> Arrays.stream(cause.getStackTrace())).toList();
        return frames.stream().filter(frame -> frame.getClassName().startsWith(OURS)).findFirst()
                .or(() -> frames.stream().findFirst()).map(StackTraceElement::toString).orElse("a place unknown");
    }

    /** Classes and places of an exception and its causes, without their messages. */
    static String describe(@Nullable Throwable fault) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            text.append(cause.getClass().getName());
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < frames.length && i < FRAMES; i++) {
                text.append("\n    at ").append(frames[i]);
            }
            text.append(cause.getCause() == null ? "" : "\ncaused by ");
        }
        return text.isEmpty() ? "no exception" : text.toString();
    }
}
