package pk.rabta.mapping;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a canonical code list.
 *
 * @param code the hub's code
 * @param en its text in English
 * @param ur its text in Urdu
 * @param next what a Victim Support Officer can do about it; only for reasons
 * @param province ISO 3166-2 code of the province; only for districts
 * @param validFrom first day on which the code may be used, if it is newer than the list
 * @param validTo last day on which it could be used
 * @param splitFrom the code that this one was part of before
 * @param aliasOf the code that stands for this one today
 */
public record Code(
        String code,
        String en,
        String ur,
        @Nullable Text next,
        @Nullable String province,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo,
        @Nullable String splitFrom,
        @Nullable String aliasOf) {

    /** A text in two languages. */
    public record Text(String en, String ur) {

        /** The text for a BCP 47 tag: Urdu where asked, else English. */
        public String in(String language) {
            return language.equals("ur") || language.startsWith("ur-") ? ur : en;
        }
    }

    public Text text() {
        return new Text(en, ur);
    }
}
