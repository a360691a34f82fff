package pk.rabta.query;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;

/** Where a page ended: opaque to callers, the order's own columns to us. */
public final class Cursor {

    private static final String SEPARATOR = "\n";
    /** Beyond what a database can hold of times, and beyond any that we write. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private Cursor() {}

    /** Writes the last row's position. */
    public static String of(Object... columns) {
        StringBuilder text = new StringBuilder();
        for (Object column : columns) {
            text.append(text.isEmpty() ? "" : SEPARATOR).append(column);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The position that the caller gave, of so many columns; null for the first page. */
    public static @Nullable List<String> read(ApiRequest request, int columns) {
        String after = request.textOrNull("after");
        if (after == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
            List<String> values = List.of(text.split(SEPARATOR, -1));
            // We write none of these, and the database takes no text with a NUL.
            boolean plain = values.stream().flatMapToInt(String::chars).noneMatch(Character::isISOControl);
            if (values.size() == columns && plain) {
                return values;
            }
        } catch (IllegalArgumentException notBase64) {
            // answered below
        }
        throw wrong();
    }

    /** The position of a list that is ordered by its UUID key. */
    public static @Nullable UUID key(ApiRequest request) {
        List<String> values = read(request, 1);
        try {
            return values == null ? null : UUID.fromString(values.getFirst());
        } catch (IllegalArgumentException notOurs) {
            throw wrong();
        }
    }

    /** The position of a list that is ordered by a number. */
    public static long number(ApiRequest request, long first) {
        List<String> values = read(request, 1);
        try {
            return values == null ? first : Long.parseLong(values.getFirst());
        } catch (NumberFormatException notOurs) {
            throw wrong();
        }
    }

    /** The position of a list that is ordered by several numbers; null for the first page. */
    public static @Nullable List<Long> numbers(ApiRequest request, int columns) {
        List<String> values = read(request, columns);
        try {
            return values == null ? null : values.stream().map(Long::valueOf).toList();
        } catch (NumberFormatException notOurs) {
            throw wrong();
        }
    }

    /** A time of a position. */
    public static Instant time(String text) {
        try {
            Instant time = Instant.parse(text);
            if (!time.isBefore(Instant.EPOCH) && time.isBefore(NEVER)) {
                return time;
            }
        } catch (DateTimeException notOurs) {
            // answered below
        }
        throw wrong();
    }

    /** What a place is answered with that no page of the list gave. */
    public static RuntimeException wrong() {
        return ProblemType.VALIDATION_FAILED.detail("1 part of the request breaks the contract.",
                "درخواست کا ایک حصہ معاہدے کے مطابق نہیں۔")
                .violations(List.of(new Violation("?after", Text.of(
                        "Not the next of a page of this list: start again without it.",
                        "یہ اس فہرست کے صفحے کا next نہیں: اس کے بغیر دوبارہ شروع کریں۔"), "invalid")))
                .exception();
    }
}
