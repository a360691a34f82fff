package pk.rabta.reconciliation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import pk.rabta.query.Json;

/** A report as the contract shows it. */
final class ReportJson {

    private ReportJson() {}

    static ObjectNode of(Report report) {
        ObjectNode json = object().put("partner", report.partner()).put("from", report.period().from().toString())
                .put("to", report.period().to().toString()).put("madeAt", report.madeAt().toString())
                .put("complete", report.complete());
        json.set("totals", report.totals().into(object()));
        json.set("ages", ages(report.totals().open().there(), report.madeAt()));
        json.set("counts", counts(report.gaps().numbers()));
        json.set("gapAges", ages(byWord(report.gaps().oldest()), report.madeAt()));
        ArrayNode days = json.putArray("days");
        report.days().forEach((day, numbers) -> days.add(numbers.into(object().put("day", day.toString()))));
        ArrayNode files = json.putArray("files");
        report.files().forEach(file -> files.add(file(file)));
        ArrayNode gaps = json.putArray("gaps");
        report.gaps().listed().forEach(gap -> gaps.add(gap(gap, report.madeAt())));
        return json;
    }

    static ObjectNode counts(Map<GapKind, Long> numbers) {
        ObjectNode counts = object();
        numbers.forEach((kind, number) -> counts.put(kind.word(), number));
        return counts;
    }

    static Map<String, Instant> byWord(Map<GapKind, Instant> oldest) {
        Map<String, Instant> words = new LinkedHashMap<>();
        oldest.forEach((kind, since) -> words.put(kind.word(), since));
        return words;
    }

    /** Seconds, by name. */
    private static ObjectNode ages(Map<String, Instant> since, Instant now) {
        ObjectNode ages = object();
        since.forEach((name, then) -> ages.put(name, Math.max(0, Duration.between(then, now).toSeconds())));
        return ages;
    }

    private static ObjectNode file(FileTotals file) {
        ObjectNode json = object().put("id", file.id().toString()).put("direction", file.out() ? "OUT" : "IN")
                .put("name", file.name()).put("state", file.state());
        Json.put(json, "problem", file.problem());
        json.put("madeAt", file.madeAt().toString()).put("rows", file.rows());
        Json.put(json, "sha256", file.sha256());
        json.put("acknowledged", file.acknowledged());
        json.put(file.out() ? "unanswered" : "refused", file.out() ? file.unanswered() : file.refused());
        Json.put(json, "receiptAt", file.receiptAt());
        return json;
    }

    private static ObjectNode gap(Gap gap, Instant now) {
        ObjectNode json = object().put("kind", gap.kind().word());
        Json.put(json, "referralId", gap.referral());
        Json.put(json, "inboundId", gap.inbound() == null ? null : gap.inbound().toString());
        Json.put(json, "messageId", gap.message());
        Json.put(json, "fileId", gap.file() == null ? null : gap.file().toString());
        Json.put(json, "file", gap.name());
        if (gap.row() != null) {
            json.put("row", gap.row());
        }
        if (gap.rows() != null) {
            json.put("rows", gap.rows());
        }
        Json.put(json, "bound", gap.bound());
        Json.put(json, "due", gap.due());
        return json.put("since", gap.since().toString()).put("ageSeconds", gap.age(now).toSeconds());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
