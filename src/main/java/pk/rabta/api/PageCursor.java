package pk.rabta.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The opaque cursors of lists: where the page before ended. Callers hand them back and read nothing in them. */
public final class PageCursor {

    private PageCursor() {}

    /** A cursor of these parts; no part holds a colon. */
    public static String of(Object... parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(text.isEmpty() ? "" : ":").append(part);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The parts of the caller's cursor, each in its form; null where the caller gave none.
     *
     * @param forms regular expressions, one for each part
     * @throws ProblemException where it is no cursor of this list
     */
    public static @Nullable List<String> read(@Nullable String cursor, String... forms) {
        if (cursor == null) {
            return null;
        }
        List<String> parts = parts(cursor);
        boolean fits = parts.size() == forms.length;
        for (int i = 0; fits && i < forms.length; i++) {
            fits = parts.get(i).matches(forms[i]);
        }
        if (fits) {
            return parts;
        }
        throw ProblemType.VALIDATION_FAILED.detail("1 part(s) of the request break the contract.",
                "درخواست کا 1 حصہ معاہدے کے خلاف ہے۔").violations(List.of(new Violation("?after", Text.of(
                "Not a cursor of this list: give the next of the page before, or leave it out",
                "یہ اس فہرست کا نشان نہیں: پچھلے صفحے کا next دیں، یا چھوڑ دیں"), "invalid"))).exception();
    }

    private static List<String> parts(String cursor) {
        try {
            return List.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(":", -1));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
