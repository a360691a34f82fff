package pk.rabta.api;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Languages that the API answers in. */
public enum Language {
    EN, UR;

    private static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.of("ur"));

    /** BCP 47 tag for Content-Language. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The caller's first choice among ours (RFC 4647 lookup); English when the header is absent or unreadable. */
    public static Language preferred(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return EN;
        }
        try {
            Locale match = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), SPOKEN);
            return match != null && match.getLanguage().equals("ur") ? UR : EN;
        } catch (IllegalArgumentException unreadable) {
            return EN;
        }
    }
}
