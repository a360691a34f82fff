package pk.rabta.api.contract;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.Violation;

/** Reads path and query as they were sent, strictly. */
public final class RawUri {

    private static final int HEX = 16;

    private RawUri() {
    }

    /** Values of the template's {names}. */
    public static Map<String, String> path(String template, String path, List<Violation> violations) {
        Map<String, String> values = new LinkedHashMap<>();
        String[] names = template.split("/");
        String[] parts = path.split("/");
        for (int i = 0; i < names.length && i < parts.length; i++) {
            if (names[i].startsWith("{")) {
                String value = decode(parts[i], false);
                if (value == null) {
                    violations.add(Rule.UNREADABLE.at(names[i]));
                } else {
                    values.put(names[i].substring(1, names[i].length() - 1), value);
                }
            }
        }
        return values;
    }

    /** Query parameters by name; a repeated or unreadable one is a violation. */
    public static Map<String, String> query(@Nullable String query, List<Violation> violations) {
        Map<String, String> values = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return values;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
            if (name == null || value == null) {
                violations.add(Rule.UNREADABLE.at("?" + (name == null ? "" : SchemaCheck.shown(name))));
            } else if (values.putIfAbsent(name, value) != null) {
                violations.add(Rule.REPEATED.at("?" + SchemaCheck.shown(name)));
            }
        }
        return values;
    }

    private static @Nullable String decode(String text, boolean plusIsSpace) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 <= text.length() - 1 ? Character.digit(text.charAt(i + 1), HEX) : -1;
                int low = i + 2 <= text.length() - 1 ? Character.digit(text.charAt(i + 2), HEX) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes.write(high * HEX + low);
                i += 2;
            } else {
                bytes.write(c == '+' && plusIsSpace ? ' ' : c);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException broken) {
            return null;
        }
    }
}
