package pk.rabta.mapping;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a mapping may call besides its own language, the same in JSLT and XSLT. */
final class Functions {

    private static final Pattern SEPARATORS =
            Pattern.compile("[\\s\\u00A0\\-./()\\u2010-\\u2015\\u061C\\u200B-\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private final String partner;
    private final CodeLists codes;

    Functions(String partner, CodeLists codes) {
        this.partner = partner;
        this.codes = codes;
    }

    /** The partner's code for a canonical one. */
    String code(String list, String canonical) {
        CodeTable table = table(list);
        String found = table.out().get(canonical);
        if (found == null) {
            // A canonical code is no one's secret; anything else might be a value that strayed into the field.
            String shown =
                    codes.usable(list, canonical) ? "canonical code " + canonical : "a value that is no canonical code";
            throw new Refusal(
                    "list " + list + ": " + shown + " has no counterpart at the partner",
                    "Add a row to " + table.file() + ", or correct the value.");
        }
        return found;
    }

    /** The canonical code for a partner's one. */
    String decode(String list, String partnerCode) {
        CodeTable table = table(list);
        String found = table.in().get(partnerCode);
        if (found == null) {
            throw new Refusal(
                    "list " + list + ": a partner code of " + partnerCode.length()
                            + " characters has no canonical counterpart",
                    "Add a row to " + table.file() + ", or ask the partner what the code means.");
        }
        return found;
    }

    String date(String value, String from, String to) {
        return Dates.convert(value, from, to);
    }

    /** ASCII digits only: digits of other scripts are turned, separators and direction marks dropped. */
    String digits(String value) {
        StringBuilder digits = new StringBuilder();
        SEPARATORS.matcher(value).replaceAll("").codePoints().forEach(c -> {
            int digit = Character.digit(c, 10);
            if (digit < 0) {
                throw new Refusal(
                        "a value that should have digits only has something else", "Correct the value at its source.");
            }
            digits.append((char) ('0' + digit));
        });
        return digits.toString();
    }

    static Refusal missing(@Nullable String what) {
        return new Refusal(
                (what == null ? "a value" : what) + " is required and missing",
                "Supply it, or check that the partner may be told it.");
    }

    private CodeTable table(String list) {
        CodeTable table = codes.table(partner, list);
        if (table == null) {
            throw new Refusal(
                    "list " + list + " has no table for this partner",
                    "Write mappings/" + partner + "/codes/" + list + ".csv.");
        }
        return table;
    }
}
