package pk.rabta.api;

import java.util.regex.Pattern;

/**
 * A name that a partner gave, without the digits that could be somebody's: partners put CNICs and phone numbers into
 * the ids of their messages and the names of their files.
 */
public final class Masked {

    /**
     * A UUID or a hash in hexadecimal digits, which stay whole; ten digits or more, in the ways in which numbers are
     * written; a CNIC or a mobile number with underscores, by which names of files otherwise part the day from a number.
     */
    private static final Pattern NUMBER = Pattern.compile(
            "(?<whole>(?<![0-9A-Za-z])(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
                    + "|(?=(?:[0-9]*[a-f]){3})(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{16}))(?![0-9A-Za-z]))"
                    + "|\\p{Nd}(?:[-. ()+/\\u2010-\\u2015]{0,2}\\p{Nd}){9,}"
                    + "|\\p{Nd}{5}_\\p{Nd}{7}_\\p{Nd}|\\p{Nd}{4}_\\p{Nd}{7}");
    private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");

    private Masked() {}

    /** The name with {@code *} for each digit of what could be a CNIC or a phone number. */
    public static String name(String name) {
        return NUMBER.matcher(name).replaceAll(found -> found.group("whole") != null ? found.group()
                : DIGIT.matcher(found.group()).replaceAll("*"));
    }
}
