package pk.rabta.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints each referral's way as a table: when, what, by whom. */
final class WayTable {

    private WayTable() {}

    static String of(JsonNode referral, JsonNode timeline, Instant begin) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%n%s  %s  %s", referral.path("programme").asText(),
                referral.path("id").asText(), referral.path("status").asText()));
        for (JsonNode entry : timeline) {
            double seconds = Duration.between(begin, Instant.parse(entry.path("recordedAt").asText(
                    entry.path("at").asText()))).toMillis() / 1000.0;
            lines.add(String.format(Locale.ROOT, "  %7.1f s  %-4s %-32s %-10s %s", seconds,
                    entry.path("transition").asText(""), entry.path("type").asText(),
                    entry.at("/actor/kind").asText(), said(entry)).stripTrailing());
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String said(JsonNode entry) {
        List<String> said = new ArrayList<>();
        add(said, entry.path("businessStatus").asText(""));
        add(said, entry.at("/outcome/code").asText(""));
        add(said, entry.at("/reason/code").asText(""));
        String from = entry.at("/hearing/adjournedFrom").asText("");
        add(said, from.isEmpty() ? "" : "from " + from);
        add(said, entry.at("/hearing/date").asText(""));
        entry.path("documentsRequested").forEach(document -> add(said, document.asText()));
        add(said, entry.path("implied").asBoolean() ? "(implied)" : "");
        return String.join(" ", said);
    }

    private static void add(List<String> said, String text) {
        if (!text.isEmpty()) {
            said.add(text);
        }
    }
}
