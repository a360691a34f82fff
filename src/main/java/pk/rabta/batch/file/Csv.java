package pk.rabta.batch.file;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.UnescapedQuoteHandling;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.modulith.NamedInterface;

/** Reads and writes single records of CSV. One reader serves one file. */
@NamedInterface("csv")
public final class Csv {

    private static final int MAX_COLUMNS = 100;
    private static final int INPUT_BUFFER = 1_024;
    private static final Pattern UNPRINTABLE = Pattern.compile(
            "[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069\\uFEFF]+");
    private static final Pattern FORMULA = Pattern.compile("\\A\\s*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20].*");

    private final CsvParser parser;

    private Csv(char separator) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setDelimiter(separator);
        settings.getFormat().setComment('\0');
        settings.getFormat().setLineSeparator("\n");
        settings.setMaxColumns(MAX_COLUMNS);
        // Buffers that grow: the parser makes new ones for each record.
        settings.setInputBufferSize(INPUT_BUFFER);
        settings.setMaxCharsPerColumn(-1);
        // As Quotes has it.
        settings.setUnescapedQuoteHandling(UnescapedQuoteHandling.STOP_AT_DELIMITER);
        settings.setReadInputOnSeparateThread(false);
        settings.setNullValue("");
        settings.setEmptyValue("");
        this.parser = new CsvParser(settings);
    }

    /** A reader for files whose cells are divided by this. */
    public static Csv of(char separator) {
        return new Csv(separator);
    }

    /** What divides the cells of a file whose first record is this: comma, semicolon or tab, whichever it has most of. */
    static char separator(String record) {
        String outside = record.replaceAll("\"[^\"]*\"", "");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(outside, candidate) > count(outside, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    /** @throws FileProblem.Refused if the record has far too many cells */
    public List<String> read(String record, int line) throws FileProblem.Refused {
        try {
            String[] cells = parser.parseLine(record);
            return cells == null ? List.of() : List.of(cells);
        } catch (TextParsingException e) {
            // Its text quotes the record.
            throw new FileProblem.Refused(FileProblem.of("file.record-unreadable", line, "most columns "
                    + MAX_COLUMNS));
        }
    }

    /** One record with its line end, every cell quoted, no cell that a spreadsheet would run as a formula. */
    public static String write(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** The text as a cell may hold it: of printable characters, and nothing that a spreadsheet would run as a formula. */
    public static String safe(String value) {
        String line = UNPRINTABLE.matcher(value).replaceAll(" ");
        return FORMULA.matcher(line).matches() ? "'" + line : line;
    }

    private static String cell(String value) {
        return '"' + safe(value).replace("\"", "\"\"") + '"';
    }
}
