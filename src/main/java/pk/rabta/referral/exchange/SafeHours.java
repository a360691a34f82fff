package pk.rabta.referral.exchange;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** Hours of a day, such as {@code 21:00-02:00}, at which a person may be called. */
public final class SafeHours {

    private static final int DAY = 24 * 60;

    private SafeHours() {}

    /** The longest stretch that is safe by both, as hours of a day; null where there is none. */
    public static @Nullable String common(String one, String other) {
        int from = minute(one, 0);
        int length = length(one);
        String best = null;
        int most = 0;
        // The other hours as they lie around the first: they may have begun the day before.
        for (int day = -DAY; day <= DAY; day += DAY) {
            int start = Math.max(from, minute(other, 0) + day);
            int end = Math.min(from + length, minute(other, 0) + day + length(other));
            if (end - start > most) {
                most = end - start;
                best = time(start) + "-" + time(end);
            }
        }
        return best;
    }

    private static int minute(String hours, int end) {
        LocalTime time = LocalTime.parse(hours.split("-", 2)[end]);
        return time.getHour() * 60 + time.getMinute();
    }

    private static int length(String hours) {
        return Math.floorMod(minute(hours, 1) - minute(hours, 0), DAY);
    }

    private static LocalTime time(int minute) {
        return LocalTime.ofSecondOfDay(Math.floorMod(minute, DAY) * 60L);
    }
}
