package pk.rabta.api;

import java.util.regex.Pattern;

/**
 * A name that a partner gave, without the digits that could be somebody's: partners put CNICs and phone numbers into
 * the ids of their messages and the names of their files.
 */
public final class Masked {

    /** Of the hub's public ids. */
    private static final String PREFIXES = "REF|CAS|CNS|DOC|SUB|DLV|MSG|PT|EVT";
    /**
     * A UUID, a hash in hexadecimal digits, a public id of the hub, and a day with or without its time, which stay whole;
     * ten digits or more, in the ways in which numbers are written; a CNIC or a mobile number with underscores, by which
     * names of files otherwise part the day from a number.
     */
    private static final Pattern NUMBER = Pattern.compile(
            "(?<whole>(?<![0-9A-Za-z])(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
                    + "|(?=(?:[0-9]*[a-f]){3})(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{16})"
                    + "|(?:" + PREFIXES + ")-(?=(?:[0-9]*[A-Z]){3})[0-9A-HJKMNP-TV-Z]{27})(?![0-9A-Za-z])"
                    + "|(?<!\\p{Nd})(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
                    + "(?:[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\\.[0-9]{3,6})?)?"
                    + "(?:Z|[+-][01][0-9]:?[0-5][0-9](?![-. ()]?\\p{Nd}))?)?(?!\\p{Nd}))"
                    + "|\\p{Nd}(?:[-. ()+/\\u2010-\\u2015]{0,2}+\\p{Nd}){9,}+"
                    + "|\\p{Nd}{5}_\\p{Nd}{7}_\\p{Nd}|\\p{Nd}{4}_\\p{Nd}{7}");
    private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");

    private Masked() {}

    /** The name with {@code *} for each digit of what could be a CNIC or a phone number. */
    public static String name(String name) {
        return NUMBER.matcher(name).replaceAll(found -> found.group("whole") != null ? found.group()
                : DIGIT.matcher(found.group()).replaceAll("*"));
    }
}
