package pk.rabta.referral.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import pk.rabta.time.Pakistan;

/**
 * What may be set about the lifecycle.
 *
 * @param unacceptWithin how long after its acceptance a partner may take it back
 * @param reviewDays     days until a hold is reviewed where the partner names no date
 * @param zone           whose calendar those days are counted in
 */
public record LifecycleSettings(Duration unacceptWithin, int reviewDays, ZoneId zone) {

    /** 24 hours; 14 days in Pakistan's time. */
    public static final LifecycleSettings DEFAULTS =
        new LifecycleSettings(Duration.ofHours(24), 14, Pakistan.ZONE);

    LocalDate reviewDate(Instant now) {
        return LocalDate.ofInstant(now, zone).plusDays(reviewDays);
    }
}
