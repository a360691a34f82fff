package pk.rabta.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Pakistan's time: the whole country keeps one zone, so it is no setting. Days begin and offices open by it. */
public final class Pakistan {

    public static final ZoneId ZONE = ZoneId.of("Asia/Karachi");

    private Pakistan() {}

    /** The day that it is there. */
    public static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZONE);
    }

    /** Whether the day has not begun there yet: of what has happened, no such day can be told. */
    public static boolean isToCome(LocalDate day, Instant now) {
        return day.isAfter(day(now));
    }

    /** When the day begins there. */
    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }
}
