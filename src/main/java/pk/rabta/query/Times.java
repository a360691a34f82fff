package pk.rabta.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;

/** Reads times that the contract let pass: RFC 3339 also allows leap seconds, which no clock of ours has. */
public final class Times {

    private Times() {}

    /** The moment, or a problem that points to where it was sent. */
    public static Instant read(String text, String pointer) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            throw ProblemType.VALIDATION_FAILED.detail("1 part of the request breaks the contract.",
                    "درخواست کا ایک حصہ معاہدے کے مطابق نہیں۔")
                    .violations(List.of(new Violation(pointer, Text.of("Must be a time such as 2026-03-05T06:12:00Z",
                            "وقت اس شکل میں ہونا چاہیے: 2026-03-05T06:12:00Z"), "format"))).exception();
        }
    }
}
