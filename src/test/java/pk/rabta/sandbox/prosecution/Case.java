package pk.rabta.sandbox.prosecution;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A case of the register, by the key of its report.
 *
 * @param standing why no link is made, or OPEN
 * @param hearing  the next one, if a date is fixed
 */
record Case(String station, int number, int year, String reference, Standing standing, @Nullable Hearing hearing) {

    enum Standing { OPEN, FIR_SEALED, NOT_SHAREABLE, DUPLICATE_FIR }

    /** A date in court. */
    record Hearing(String court, String caseNumber, String stage, @Nullable LocalDate date, String purpose,
            String remark) {}

    static String key(String station, int number, int year) {
        return station + "/" + number + "/" + year;
    }

    String key() {
        return key(station, number, year);
    }

    Case with(Standing other) {
        return new Case(station, number, year, reference, other, hearing);
    }

    Case with(Hearing other) {
        return new Case(station, number, year, reference, standing, other);
    }
}
