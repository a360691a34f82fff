package pk.rabta.referral;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a partner said of a referral after a message of its own came, by whatever way: its next message, the partner API, the
 * answer to a delivery, a row of a file. A message came when it was archived, however late it was applied; all else came
 * when it was recorded. What a clock that was ahead dated later than now says nothing.
 */
@Component
public class SaidSince {

    /** A receipt moves the referral, and says nothing that an older message could undo. */
    private static final String MOVED = "e.to_status is not null and e.transition <> 'T3'";
    private static final String HEARING = "e.detail ->> 'hearingStatus' is not null and e.detail ->> 'recorded' is null";
    private static final String STEP = "e.detail ->> 'businessStatus' is not null and e.detail ->> 'recorded' is null";

    private final JdbcClient jdbc;
    private final Clock clock;

    SaidSince(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether it moved the referral. */
    boolean moved(String referralId, @Nullable UUID inboundId) {
        return said(referralId, inboundId, MOVED);
    }

    /** Whether it moved the referral, or told a step or a date in court. */
    public boolean news(String referralId, @Nullable UUID inboundId) {
        return said(referralId, inboundId, "(" + MOVED + " or " + HEARING + " or " + STEP + ")");
    }

    /** Whether it told a date in court. */
    public boolean hearing(String referralId, @Nullable UUID inboundId) {
        return said(referralId, inboundId, HEARING);
    }

    private boolean said(String referralId, @Nullable UUID inboundId, String what) {
        // A delivery or a file that was answered has an id from before: ids of the like sort by when they were made.
        return inboundId != null && jdbc.sql("""
                select exists (select 1 from referral_event e
                  left join inbound_message m on m.id = e.inbound_id
                  left join inbound_message own on own.id = :inbound
                  where e.referral_id = :referral and e.actor = 'PARTNER' and <what>
                    and case when own.id is null then e.inbound_id > :inbound
                      else coalesce(m.received_at, e.recorded_at) > own.received_at
                        and coalesce(m.received_at, e.recorded_at) <= :now end)""".replace("<what>", what))
                .param("referral", referralId).param("inbound", inboundId)
                .param("now", Timestamp.from(clock.instant())).query(Boolean.class).single();
    }
}
