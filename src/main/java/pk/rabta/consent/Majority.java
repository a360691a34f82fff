package pk.rabta.consent;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import pk.rabta.registry.Person;
import pk.rabta.time.Pakistan;

/** When a person comes of age, by the date of birth in the registry, which may be known to the month or year only. */
final class Majority {

    private static final int AGE = 18;

    private Majority() {}

    /** From then on the person is of age for certain; null where the registry names no date of birth. */
    static @Nullable Instant certain(@Nullable Person person) {
        LocalDate born = born(person);
        if (person == null || born == null) {
            return null;
        }
        return reached(switch (precision(person)) {
            case "YEAR" -> born.withDayOfYear(born.lengthOfYear());
            case "MONTH" -> born.withDayOfMonth(born.lengthOfMonth());
            default -> born;
        });
    }

    /** Whether the person cannot be of age yet. */
    static boolean minor(@Nullable Person person, Instant now) {
        LocalDate born = born(person);
        if (person == null || born == null) {
            return false;
        }
        return reached(switch (precision(person)) {
            case "YEAR" -> born.withDayOfYear(1);
            case "MONTH" -> born.withDayOfMonth(1);
            default -> born;
        }).isAfter(now);
    }

    private static Instant reached(LocalDate born) {
        return Pakistan.startOf(born.plusYears(AGE));
    }

    private static @Nullable LocalDate born(@Nullable Person person) {
        String text = person == null || person.snapshot() == null ? ""
                : person.snapshot().at("/victim/birthDate").asText();
        return text.isEmpty() ? null : LocalDate.parse(text);
    }

    private static String precision(Person person) {
        return person.snapshot() == null ? "" : person.snapshot().at("/victim/birthDatePrecision").asText();
    }
}
