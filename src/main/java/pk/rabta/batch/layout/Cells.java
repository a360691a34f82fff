package pk.rabta.batch.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import pk.rabta.identity.CheckedId;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;

/** Reads the cells that clerks and spreadsheets leave behind, and says what is wrong with those that cannot be read. */
public final class Cells {

    private static final Pattern MARKS = Pattern.compile(
            "[\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");
    private static final Pattern BLANKS = Pattern.compile("[\\p{Cc}\\u00A0\\u2007\\u202F\\s]+");
    private static final Pattern AS_TEXT = Pattern.compile("=\"([^\"]*)\"");
    private static final Pattern SCIENTIFIC = Pattern.compile("\\d([.,]\\d*)?[eE]\\+?\\d+");
    private static final Pattern DASHES = Pattern.compile("[\\s\\-./\\u2010-\\u2015\\u2212]");
    private static final Pattern NO_FRACTION = Pattern.compile("[.,]0+$");
    private static final Pattern FRACTION = Pattern.compile("\\d+\\.\\d+");
    private static final Pattern GAPS = Pattern.compile("[\\s-]+");
    private static final Pattern RUPEES = Pattern.compile("(?i)^(rs\\.?|pkr|روپے)|(/-|/=|روپے|pkr)$");
    private static final Pattern SHEET_ERROR = Pattern.compile("#(REF!|NAME\\?|VALUE!|N/A|DIV/0!|NUM!|NULL!)|#{3,}");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,59}");
    private static final int CNIC_DIGITS = 13;
    private static final int MAX_TEXT = 200;
    private static final int AMOUNT_DIGITS = 13;
    private static final int NUMBER_DIGITS = 9;
    private static final long MAX_RUPEES = 1_000_000_000_000L;

    /** What came of a cell. */
    public sealed interface Cell {

        /** Read. */
        record Value(JsonNode value) implements Cell {}

        /** Not readable, by a code of mappings/codes/batch-problem.yaml. */
        record Wrong(String code) implements Cell {}
    }

    private Cells() {}

    /** Without direction marks, line ends, and the apostrophe or formula by which spreadsheets mark a text. */
    public static String clean(String raw) {
        if (plain(raw)) {
            return raw;
        }
        String line = BLANKS.matcher(MARKS.matcher(raw).replaceAll("")).replaceAll(" ").strip();
        var wrapped = AS_TEXT.matcher(line);
        String text = wrapped.matches() ? wrapped.group(1) : line;
        return text.startsWith("'") ? text.substring(1).strip() : text;
    }

    /** The usual cell, which needs no cleaning: letters, digits and signs of ASCII from end to end. */
    private static boolean plain(String raw) {
        return raw.isEmpty() || raw.charAt(0) > '\'' && raw.charAt(0) != '=' && raw.charAt(raw.length() - 1) != ' '
                && within(raw, ' ', '~') && !raw.contains("  ");
    }

    /** Whether each character is one of these and of those between them; no stream, which costs more than all else here. */
    private static boolean within(String text, char first, char last) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < first || text.charAt(i) > last) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && within(text, '0', '9');
    }

    /** Reads a cell that is not empty. */
    public static Cell read(CellType type, String text, List<DateTimeFormatter> dates) {
        if (text.startsWith("#") && SHEET_ERROR.matcher(text).matches()) {
            return new Cell.Wrong("row.spreadsheet-error");
        }
        return switch (type) {
            case TEXT -> text.length() <= MAX_TEXT ? value(text) : new Cell.Wrong("row.too-long");
            case REFERRAL -> PublicId.check(Prefix.REF, text) instanceof CheckedId.Valid valid
                    ? value(valid.id()) : new Cell.Wrong("row.reference-damaged");
            case CNIC -> cnic(ascii(text));
            case AMOUNT -> amount(ascii(text));
            case NUMBER -> number(ascii(text));
            case DATE, PAST -> date(ascii(text), dates);
            case CODE -> code(text);
        };
    }

    private static Cell cnic(String text) {
        if (SCIENTIFIC.matcher(text).matches()) {
            return new Cell.Wrong("row.cnic-scientific");
        }
        String digits = isDigits(text) ? text : DASHES.matcher(NO_FRACTION.matcher(text).replaceAll("")).replaceAll("");
        if (!within(digits, '0', '9')) {
            return new Cell.Wrong("row.cnic-invalid");
        }
        if (digits.length() != CNIC_DIGITS) {
            return new Cell.Wrong("row.cnic-length");
        }
        if (digits.endsWith("000")) {
            return new Cell.Wrong("row.cnic-rounded");
        }
        boolean invalid = digits.startsWith("0") || digits.endsWith("0") || within(digits, digits.charAt(0), digits.charAt(0));
        return invalid ? new Cell.Wrong("row.cnic-invalid") : value(digits);
    }

    private static Cell amount(String text) {
        if (SCIENTIFIC.matcher(text).matches()) {
            return new Cell.Wrong("row.amount-invalid");
        }
        String number = isDigits(text) ? text : withoutMarks(text);
        if (FRACTION.matcher(number).matches()) {
            return new Cell.Wrong("row.amount-not-whole");
        }
        if (!isDigits(number) || number.length() > AMOUNT_DIGITS || Long.parseLong(number) > MAX_RUPEES) {
            return new Cell.Wrong("row.amount-invalid");
        }
        return new Cell.Value(LongNode.valueOf(Long.parseLong(number)));
    }

    /** Of the currency, of thousands, and of a fraction that is none. */
    private static String withoutMarks(String amount) {
        return RUPEES.matcher(RUPEES.matcher(amount).replaceAll("").strip()).replaceAll("")
                .replaceAll("[,\\u066C\\s]", "")
                .replace('\u066B', '.').replaceFirst("\\.0{1,2}$", "");
    }

    private static Cell number(String text) {
        return isDigits(text) && text.length() <= NUMBER_DIGITS ? new Cell.Value(LongNode.valueOf(Long.parseLong(text)))
                : new Cell.Wrong("row.number-invalid");
    }

    private static Cell date(String text, List<DateTimeFormatter> patterns) {
        for (DateTimeFormatter pattern : patterns) {
            ParsePosition end = new ParsePosition(0);
            if (pattern.parseUnresolved(text, end) != null && end.getIndex() == text.length()) {
                try {
                    return value(LocalDate.parse(text, pattern).toString());
                } catch (DateTimeException e) {
                    // Well written but no day of the calendar; perhaps the next pattern reads it another way.
                }
            }
        }
        return new Cell.Wrong(text.matches("\\d{5}") ? "row.date-serial" : "row.date-invalid");
    }

    private static Cell code(String text) {
        String code = GAPS.matcher(text.toUpperCase(Locale.ROOT)).replaceAll("_");
        return CODE.matcher(code).matches() ? value(code) : new Cell.Wrong("row.code-unknown");
    }

    /** Digits of other scripts as 0 to 9. */
    public static String ascii(String text) {
        if (within(text, ' ', '~')) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
        return out.toString();
    }

    private static Cell value(String text) {
        return new Cell.Value(TextNode.valueOf(text));
    }
}
