package pk.rabta.batch.receipt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pk.rabta.batch.file.Csv;
import pk.rabta.batch.file.FileProblem;

/**
 * What the hub answers to a file: a small CSV that a person and a program can read.
 *
 * @param rows      rows found in it
 * @param applied   rows that changed something
 * @param unchanged rows that were known already
 * @param refused   rows in the row-error file
 * @param problem   why the whole file is refused, or null
 * @param notes     what was put right, by code, with counts
 * @param errorFile the name of the row-error file, or null
 */
public record Receipt(String file, Instant received, String sha256, Result result, int rows, int applied, int unchanged,
        int refused, @Nullable FileProblem problem, Map<String, Integer> notes, @Nullable String errorFile) {

    /** What became of the file. */
    public enum Result {
        /** Every row was taken. */
        ACCEPTED,
        /** Some rows were refused: see the row-error file. */
        PARTLY_ACCEPTED,
        /** Every row was refused: see the row-error file. */
        NONE_ACCEPTED,
        /** The file was refused whole. */
        REFUSED,
        /** The same file had come before: nothing was changed. */
        REPEATED
    }

    public byte[] write(ProblemTexts texts) {
        StringBuilder out = new StringBuilder("\uFEFF").append(Csv.write(List.of("item", "value", "english", "urdu")));
        line(out, "file", file);
        line(out, "received", received.toString());
        line(out, "sha256", sha256);
        out.append(Csv.write(List.of("result", result.name(), texts.text(code(), "en"), texts.text(code(), "ur"))));
        line(out, "rows", Integer.toString(rows));
        line(out, "applied", Integer.toString(applied));
        line(out, "unchanged", Integer.toString(unchanged));
        line(out, "refused", Integer.toString(refused));
        if (errorFile != null) {
            line(out, "row_errors", errorFile);
        }
        if (problem != null) {
            String facts = (problem.line() == null ? "" : "line " + problem.line() + "; ")
                    + String.join("; ", problem.facts());
            out.append(Csv.write(List.of(problem.code(), facts, texts.text(problem.code(), "en"),
                    texts.text(problem.code(), "ur"))));
        }
        notes.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(note -> Csv.write(List.of(note.getKey(),
                note.getValue().toString(), texts.text(note.getKey(), "en"), texts.text(note.getKey(), "ur"))))
                .forEach(out::append);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String code() {
        return "file." + result.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void line(StringBuilder out, String item, String value) {
        out.append(Csv.write(List.of(item, value, "", "")));
    }
}
