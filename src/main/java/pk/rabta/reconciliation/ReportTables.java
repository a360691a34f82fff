package pk.rabta.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.Language;
import pk.rabta.time.Pakistan;

/** A report as a clerk reads it: days, files and gaps, with times of Pakistan and what to do in the reader's language. */
final class ReportTables {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(Pakistan.ZONE);

    private ReportTables() {}

    static List<Table> of(Report report, Language language) {
        return List.of(days(report), ages(report), files(report), gaps(report, language));
    }

    private static Table days(Report report) {
        List<String> columns = new ArrayList<>(List.of("day"));
        columns.addAll(Day.COLUMNS);
        List<Map<String, Object>> rows = new ArrayList<>();
        report.days().forEach((day, numbers) -> rows.add(day(day.toString(), numbers)));
        rows.add(day("total", report.totals()));
        return new Table("days", columns, rows);
    }

    private static Map<String, Object> day(String name, Day numbers) {
        Map<String, Object> row = Table.row("day", name);
        for (int i = 0; i < Day.COLUMNS.size(); i++) {
            row.put(Day.COLUMNS.get(i), numbers.numbers().get(i));
        }
        return row;
    }

    /** The oldest of what is open, by the names of the totals, and of each kind of gap. */
    private static Table ages(Report report) {
        List<Map<String, Object>> rows = new ArrayList<>();
        report.totals().open().there().forEach((name, since) -> rows.add(age("referral", name, since, report.madeAt())));
        ReportJson.byWord(report.gaps().oldest())
                .forEach((kind, since) -> rows.add(age("gap", kind, since, report.madeAt())));
        return new Table("ages", List.of("of", "kind", "since", "age_days"), rows);
    }

    private static Map<String, Object> age(String of, String kind, Instant since, Instant now) {
        return Table.row("of", of, "kind", kind, "since", TIME.format(since), "age_days",
                Math.max(0, Duration.between(since, now).toDays()));
    }

    private static Table files(Report report) {
        return new Table("files", List.of("file", "direction", "made", "state", "problem", "rows", "acknowledged",
                "unanswered", "refused", "receipt", "sha256"), report.files().stream()
                .map(file -> Table.row("file", file.name(), "direction", file.out() ? "OUT" : "IN", "made",
                        TIME.format(file.madeAt()), "state", file.state(), "problem", file.problem(), "rows", file.rows(),
                        "acknowledged", file.acknowledged(), "unanswered", file.out() ? file.unanswered() : null,
                        "refused", file.out() ? null : file.refused(), "receipt", time(file.receiptAt()), "sha256",
                        file.sha256())).toList());
    }

    /** Where not all are listed, the last row says so: whoever opens the file must not take it for the whole. */
    private static Table gaps(Report report, Language language) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Gap gap : report.gaps().listed()) {
            rows.add(Table.row("kind", gap.kind().word(), "referral", gap.referral(), "file", gap.name(), "row",
                    gap.row() == null ? null : Long.valueOf(gap.row()), "rows", gap.rows(), "message", gap.message(),
                    "bound", gap.bound(), "due", time(gap.due()), "since", TIME.format(gap.since()), "age_days",
                    gap.age(report.madeAt()).toDays(), "todo", gap.kind().todo().in(language)));
        }
        if (!report.complete()) {
            rows.add(Table.row("kind", "not-complete", "todo", language == Language.UR
                    ? "اس فائل میں سب کچھ نہیں: کم دنوں کی رپورٹ مانگیں" : "Not everything is listed here: ask for fewer days"));
        }
        return new Table("gaps", List.of("kind", "referral", "file", "row", "rows", "message", "bound", "due", "since",
                "age_days", "todo"), rows);
    }

    /** The numbers that rounds kept, a day in a row; what an earlier version of the hub did not count is empty. */
    static Table of(List<StoredReports.Stored> rounds) {
        List<String> columns = new ArrayList<>(List.of("day", "from", "to", "made"));
        columns.addAll(Day.COLUMNS);
        for (GapKind kind : GapKind.values()) {
            columns.add("gap-" + kind.word());
        }
        return new Table("rounds", columns, rounds.stream().map(ReportTables::round).toList());
    }

    private static Map<String, Object> round(StoredReports.Stored round) {
        Map<String, Object> row = Table.row("day", round.day().toString(), "from", round.from().toString(), "to",
                round.to().toString(), "made", TIME.format(round.madeAt()));
        round.totals().properties().forEach(total -> row.put(total.getKey(), total.getValue().asLong()));
        round.counts().properties().forEach(count -> row.put("gap-" + count.getKey(), count.getValue().asLong()));
        return row;
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : TIME.format(time);
    }
}
