package pk.rabta.sandbox.leak;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a text about a person can be written down: as people write it, then as machines do. */
final class Forms {

    private static final Pattern CNIC = Pattern.compile("([0-9]{5})-?([0-9]{7})-?([0-9])");
    private static final Pattern PHONE = Pattern.compile("(?:\\+92|0)[- ]?(3[0-9]{2})[- ]?([0-9]{7})");

    private Forms() {}

    /** By people and their systems: in capitals, a CNIC with and without dashes, a telephone by its last ten digits. */
    static Set<String> written(String value) {
        Matcher cnic = CNIC.matcher(value);
        if (cnic.matches()) {
            return Set.of(cnic.replaceAll("$1$2$3"), cnic.replaceAll("$1-$2-$3"), cnic.replaceAll("$1 $2 $3"));
        }
        Matcher phone = PHONE.matcher(value);
        if (phone.matches()) {
            return Set.of(phone.replaceAll("$1$2"), phone.replaceAll("$1-$2"), phone.replaceAll("$1 $2"));
        }
        return new LinkedHashSet<>(List.of(value, value.toUpperCase(Locale.ROOT), value.toLowerCase(Locale.ROOT)));
    }

    /** UTF-8, UTF-16, and the escapes of JSON, XML, Java and addresses; by the form's name. */
    static Map<String, byte[]> escaped(String text) {
        Map<String, byte[]> forms = new LinkedHashMap<>(encoded(text));
        IntFunction<String> lower = unit -> "\\u%04x".formatted(unit);
        IntFunction<String> upper = unit -> "\\u%04X".formatted(unit);
        put(forms, "JSON", units(text, lower, false));
        put(forms, "JSON in capitals", units(text, upper, false));
        put(forms, "JSON, whole", units(text, lower, true));
        put(forms, "JSON, whole, in capitals", units(text, upper, true));
        put(forms, "XML", units(text, "&#%d;"::formatted, false));
        put(forms, "XML, hexadecimal", units(text, "&#x%x;"::formatted, false));
        put(forms, "XML, hexadecimal in capitals", units(text, "&#x%X;"::formatted, false));
        String form = URLEncoder.encode(text, StandardCharsets.UTF_8);
        for (String percent : List.of(form, form.replace("+", "%20"))) {
            put(forms, "percent" + (percent.contains("+") ? ", of a form" : ""), percent);
            put(forms, "percent in small letters" + (percent.contains("+") ? ", of a form" : ""), small(percent));
        }
        return forms;
    }

    /** Those, and each encoding as hexadecimal digits and as Base64 from any of three positions. */
    static Map<String, byte[]> all(String text) {
        Map<String, byte[]> forms = escaped(text);
        encoded(text).forEach((name, bytes) -> {
            put(forms, name + " as hex", HexFormat.of().formatHex(bytes));
            put(forms, name + " as hex in capitals", HexFormat.of().withUpperCase().formatHex(bytes));
            for (int before = 0; before < 3; before++) {
                String core = base64(bytes, before);
                put(forms, name + " as Base64 after " + before, core);
                put(forms, name + " as Base64 of addresses after " + before, core.replace('+', '-').replace('/', '_'));
            }
        });
        return forms;
    }

    private static Map<String, byte[]> encoded(String text) {
        Map<String, byte[]> forms = new LinkedHashMap<>();
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            forms.put(charset.name(), text.getBytes(charset));
        }
        return forms;
    }

    /** The characters that are the same whatever stands before, by so many bytes, and after. */
    static String base64(byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int from = before == 0 ? 0 : before + 1;
        return text.substring(from, shifted.length % 3 == 0 ? text.length() : text.length() - 1);
    }

    private static String units(String text, IntFunction<String> escape, boolean whole) {
        StringBuilder written = new StringBuilder();
        text.chars().forEach(unit -> written.append(unit > 126 || whole ? escape.apply(unit) : String.valueOf((char) unit)));
        return written.toString();
    }

    private static String small(String percent) {
        return Pattern.compile("%[0-9A-F]{2}").matcher(percent).replaceAll(found -> found.group().toLowerCase(Locale.ROOT));
    }

    private static void put(Map<String, byte[]> forms, String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (forms.values().stream().noneMatch(known -> Arrays.equals(known, bytes))) {
            forms.put(name, bytes);
        }
    }
}
