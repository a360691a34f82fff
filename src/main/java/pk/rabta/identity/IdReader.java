package pk.rabta.identity;

import pk.rabta.api.Text;
import pk.rabta.identity.CheckedId.Invalid;
import pk.rabta.identity.CheckedId.Valid;

/** Reads ids as people type them. */
final class IdReader {

    private static final int BODY = Base32.LENGTH + 1;
    /** 26 characters hold 130 bits, an id 128: its first character is 7 at most. */
    private static final char HIGHEST_FIRST = '7';

    private IdReader() {
    }

    static CheckedId read(Prefix prefix, String text) {
        String start = prefix + "-";
        String typed = text.strip();
        if (!typed.regionMatches(true, 0, start, 0, start.length())) {
            return new Invalid("id-prefix", Text.of(
                "This id must start with " + start + ": check which id is asked for here.",
                "اس شناخت کا آغاز " + start + " سے ہونا چاہیے: دیکھیں کہ یہاں کون سی شناخت مانگی گئی ہے۔"));
        }
        StringBuilder body = new StringBuilder(BODY);
        for (int i = start.length(); i < typed.length(); i++) {
            char character = typed.charAt(i);
            if (character == '-' || character == ' ') {
                continue;
            }
            int value = Base32.value(character);
            if (value < 0) {
                return new Invalid("id-character", Text.of(
                    "Character " + (i + 1) + " cannot stand in an id: use digits and letters other than U.",
                    "حرف نمبر " + (i + 1) + " شناخت میں نہیں آ سکتا: صرف ہندسے اور U کے علاوہ انگریزی حروف لکھیں۔"));
            }
            if (body.length() == BODY) {
                return length(start);
            }
            body.append(Base32.ALPHABET.charAt(value));
        }
        return body.length() == BODY ? checked(start, body.toString()) : length(start);
    }

    private static CheckedId checked(String start, String body) {
        boolean fits = body.charAt(0) <= HIGHEST_FIRST;
        if (fits && CheckCharacter.of(body.substring(0, Base32.LENGTH)) == body.charAt(Base32.LENGTH)) {
            return new Valid(start + body);
        }
        return new Invalid("id-mistyped", Text.of("The id's check character does not fit: copy the id again.",
            "شناخت کا جانچ والا حرف درست نہیں: شناخت دوبارہ نقل کریں۔"));
    }

    private static Invalid length(String start) {
        return new Invalid("id-length", Text.of("An id has " + BODY + " characters after " + start + ": copy it whole.",
            "شناخت میں " + start + " کے بعد " + BODY + " حروف ہوتے ہیں: پوری شناخت نقل کریں۔"));
    }
}
