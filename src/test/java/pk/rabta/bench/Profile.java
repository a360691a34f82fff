package pk.rabta.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where the hub's CPU went, by the library that is nearest to the top of each sampled stack. */
final class Profile {

    private static final List<String> LIBRARIES = List.of("org.postgresql", "com.zaxxer", "com.fasterxml.jackson",
            "com.networknt", "com.schibsted", "com.google.crypto", "com.nimbusds", "org.springframework.security",
            "org.springframework.jdbc", "org.springframework.web", "org.apache.camel", "org.apache.catalina",
            "org.apache.coyote", "org.apache.tomcat", "io.micrometer", "com.github.f4b6a3", "pk.rabta", "org.springframework");

    /** What protection costs: packages in which everything is for that. */
    private static final Map<String, List<String>> PROTECTION = Map.of(
            "encryption and keyed hashes", List.of("pk.rabta.protection.", "com.google.crypto.tink."),
            "audit", List.of("pk.rabta.audit."));

    private Profile() {}

    static String of(Path recording) throws IOException {
        Map<String, Integer> libraries = new HashMap<>();
        Map<String, Integer> frames = new HashMap<>();
        Map<String, Integer> parts = new HashMap<>();
        int samples = 0;
        for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
            if (!event.getEventType().getName().equals("jdk.ExecutionSample") || event.getStackTrace() == null) {
                continue;
            }
            List<RecordedFrame> stack = event.getStackTrace().getFrames();
            samples++;
            PROTECTION.forEach((part, types) -> {
                if (stack.stream().anyMatch(frame -> types.stream().anyMatch(frame.getMethod().getType().getName()::startsWith))) {
                    parts.merge(part, 1, Integer::sum);
                }
            });
            libraries.merge(library(stack), 1, Integer::sum);
            RecordedFrame top = stack.getFirst();
            frames.merge(top.getMethod().getType().getName() + "." + top.getMethod().getName(), 1, Integer::sum);
        }
        return samples + " samples; by library nearest to the top of the stack:\n" + top(libraries, samples, 14)
                + "of it for protection, anywhere in the stack:\n" + top(parts, samples, 2)
                + "top frames:\n" + top(frames, samples, 12);
    }

    private static String library(List<RecordedFrame> stack) {
        for (RecordedFrame frame : stack) {
            String type = frame.getMethod().getType().getName();
            for (String library : LIBRARIES) {
                if (type.startsWith(library)) {
                    return library;
                }
            }
        }
        return "JDK";
    }

    private static String top(Map<String, Integer> counts, int all, int limit) {
        StringBuilder text = new StringBuilder();
        counts.entrySet().stream().sorted(Map.Entry.comparingByValue(Comparator.reverseOrder())).limit(limit)
                .forEach(e -> text.append("  %5.1f %%  %s%n".formatted(100.0 * e.getValue() / Math.max(1, all), e.getKey())));
        return text.toString();
    }
}
