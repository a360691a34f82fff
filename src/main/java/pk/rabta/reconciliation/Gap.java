package pk.rabta.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that lacks its other half: ids and times, nothing about anybody.
 *
 * @param referral which referral
 * @param inbound  the partner's message, as GET /v1/admin/inbound names it
 * @param message  the partner's own id of that message, without what could be a person's number
 * @param file     the file, by the hub's id
 * @param name     the file's name, in the same way
 * @param row      the row of the file, from 1; where several rows of one file make one gap, the first of them
 * @param bound    the clock of the lifecycle that is over: acknowledge, respond, expire, cancel, review, heartbeat
 * @param due      when it was over
 * @param since    when this half came about: the age counts from then
 * @param rows     so many rows of the file, where that is not one
 */
record Gap(GapKind kind, @Nullable String referral, @Nullable UUID inbound, @Nullable String message, @Nullable UUID file,
           @Nullable String name, @Nullable Integer row, @Nullable String bound, @Nullable Instant due, Instant since,
           @Nullable Long rows) {

    Duration age(Instant now) {
        return since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }
}
