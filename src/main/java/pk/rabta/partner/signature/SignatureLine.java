package pk.rabta.partner.signature;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters of a signature's text, {@code name="value"} separated by commas, with or without a leading word. */
record SignatureLine(Map<String, String> parameters) {

    private static final int LONGEST = 2000;
    private static final Pattern START = Pattern.compile("\\s*(?:Signature:?\\s+)?");
    private static final Pattern PARAMETER = Pattern.compile("\\s*([A-Za-z]{1,20})=\"([^\"\\\\]{0,1000})\"\\s*(?:,|$)");

    /** @throws SignatureRefused if the text is anything else, or has a parameter twice */
    static SignatureLine parse(String text) {
        if (text.length() > LONGEST) {
            throw SignatureRefused.invalid("the signature is longer than " + LONGEST + " characters");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher start = START.matcher(text);
        Matcher parameter = PARAMETER.matcher(text);
        int at = start.lookingAt() ? start.end() : 0;
        while (at < text.length()) {
            if (!parameter.region(at, text.length()).lookingAt()) {
                throw SignatureRefused.invalid("the signature is not written as name=\"value\", ...");
            }
            if (parameters.put(parameter.group(1), parameter.group(2)) != null) {
                throw SignatureRefused.invalid("the signature has the parameter " + parameter.group(1) + " twice");
            }
            at = parameter.end();
        }
        return new SignatureLine(parameters);
    }

    /** @throws SignatureRefused if there is no such parameter */
    String get(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw SignatureRefused.invalid("the signature has no parameter " + name);
        }
        return value;
    }

    /** The key's id, which the standard's own files call by two names; both together must agree. */
    String keyId() {
        String first = parameters.get("kidId");
        String second = parameters.get("keyId");
        if (first != null && second != null && !first.equals(second)) {
            throw SignatureRefused.invalid("kidId and keyId of the signature differ");
        }
        return first == null ? get("keyId") : first;
    }

    /** A time in seconds. */
    long seconds(String name) {
        String value = get(name);
        if (!value.matches("[1-9][0-9]{0,11}")) {
            throw SignatureRefused.invalid(name + " of the signature is no time in seconds");
        }
        return Long.parseLong(value);
    }
}
