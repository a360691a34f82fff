package pk.rabta.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;

/** Where features leave messages, in their own transaction, and take back those that have not left. */
@Component
public class Outbox {

    /** SQL: whether a delivery {@code d} is a request that is being sent, or of which nobody knows whether it arrived. */
    public static final String IN_FLIGHT = """
            d.kind = 'request'
            and (d.state in ('SENDING', 'IN_DOUBT') or d.state = 'PARKED' and d.reason ->> 'code' = 'in-doubt')
            """;

    /** SQL: whether an attempt {@code a} ended so that nobody knows whether it arrived, by earlier versions' words too. */
    static final String ENDED_IN_DOUBT =
            " (a.result = 'IN_DOUBT' or a.status in (:gateways)) and a.fault is distinct from :undone ";

    /** SQL: whether a delivery {@code d} is behind none that must go before it. */
    public static final String NOTHING_BEFORE = """
            not exists (select 1 from delivery e where e.order_group = d.order_group
                and e.sequence < d.sequence
                and e.state in ('DUE', 'PUBLISHED', 'SENDING', 'RETRY', 'IN_DOUBT'))
              and not exists (select 1 from delivery p where p.referral_id = d.referral_id
                and p.destination = d.destination and p.sequence < d.sequence and p.state = 'PARKED')
            """;

    /** Why a cancellation need not leave: the partner never heard of what it takes back. */
    public static final String NEVER_SENT = "never-sent";

    /** Why a cancellation waits: the request that it takes back may still be on its way. */
    public static final String IN_DOUBT = "in-doubt";

    /** Why a message never leaves: the person exists for nobody. */
    static final String WITHHELD = "person-withheld";

    private final JdbcClient jdbc;
    private final ObjectProvider<HeldBack> held;
    private final SendingRules rules;

    Outbox(JdbcClient jdbc, ObjectProvider<HeldBack> held, SendingRules rules) {
        this.jdbc = jdbc;
        this.held = held;
        this.rules = rules;
    }

    /** Adds a message that is due at once. */
    public UUID add(NewDelivery delivery, Instant now) {
        return add(delivery, PublicId.next(Prefix.MSG), false, now);
    }

    /**
     * Adds a request, under a message id that its referral has again whenever it is requested.
     *
     * @param inDoubt whether it may have left before: then it goes the way that the partner's profile states for that
     */
    public UUID addRequest(NewDelivery delivery, String messageId, boolean inDoubt, Instant now) {
        return add(delivery, messageId, inDoubt, now);
    }

    private UUID add(NewDelivery delivery, String messageId, boolean inDoubt, Instant now) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into delivery (id, message_id, queue, destination, referral_id, order_group, priority, kind,
                  message, detail, state, attempts, due_at, created_at, updated_at)
                values (:id, :messageId, :queue, :destination, :referral, :group, :priority, :kind, :message,
                  cast(:detail as jsonb), :state, :attempts, :now, :now, :now)""")
                .param("id", id).param("messageId", messageId)
                .param("state", (inDoubt ? DeliveryState.IN_DOUBT : DeliveryState.DUE).name())
                .param("attempts", inDoubt ? 1 : 0)
                .param("queue", delivery.queue()).param("destination", delivery.destination())
                .param("referral", delivery.referralId()).param("group", delivery.orderGroup())
                .param("priority", delivery.priority()).param("kind", delivery.kind())
                .param("message", delivery.message()).param("detail", delivery.detail().toString())
                .param("now", Timestamp.from(now)).update();
        return id;
    }

    /** Whether a message of that kind about the referral was ever left here and not voided. */
    public boolean has(String referralId, String kind) {
        return jdbc.sql("""
                select exists (select 1 from delivery where referral_id = :referral and kind = :kind
                  and state <> 'VOIDED')""")
                .param("referral", referralId).param("kind", kind).query(Boolean.class).single();
    }

    /** Whether the request of a referral is being sent, or rests because nobody knows whether it arrived. */
    public boolean inFlight(String referralId) {
        return jdbc.sql("select exists (select 1 from delivery d where d.referral_id = :referral and " + IN_FLIGHT + ")")
                .param("referral", referralId).query(Boolean.class).single();
    }

    /**
     * Of a dispatched referral: whether the partner may have it although nobody acknowledged it. So it is when the
     * partner read it here, and when the fate of an attempt of the request is unknown, or its row is not kept any more.
     */
    public boolean mayHaveArrived(String referralId) {
        return jdbc.sql("""
                select r.read_here or (select coalesce(bool_or(a.result = 'IN_DOUBT') or max(d.attempts) > count(*), true)
                  from delivery d join delivery_attempt a on a.delivery_id = d.id
                  where d.referral_id = r.id and d.kind = 'request')
                from referral r where r.id = :referral""")
                .param("referral", referralId).query(Boolean.class).single();
    }

    /**
     * Whether anything about a referral may have reached its partner: an attempt that runs, or of which it is not known
     * that it ended before the first byte. Attempts whose rows are not kept any more count.
     */
    public boolean mayHaveLeft(String referralId) {
        return jdbc.sql("""
                select coalesce(sum(d.attempts - (select count(*) from delivery_attempt a
                  where a.delivery_id = d.id and a.unsent)), 0) > 0
                from delivery d
                where d.referral_id = :referral and d.kind in ('request', 'update', 'cancellation')""")
                .param("referral", referralId).query(Boolean.class).single();
    }

    /**
     * Until when the partner may still be at a request of which it never told anything: till then what takes it back could
     * overtake it. That is the end of the lease of the last attempt that ended in doubt; a gateway's word was kept as a retry
     * by earlier versions. Empty where there was none, or where a clock that was wrong says when.
     */
    public Optional<Instant> mayArriveUntil(String referralId, Instant now) {
        return jdbc.sql("""
                select d.destination, max(a.started_at) as started from delivery d
                  join referral r on r.id = d.referral_id join delivery_attempt a on a.delivery_id = d.id
                where r.id = :referral and coalesce(r.acked_at, r.accepted_at, r.partner_told_at) is null
                  and d.kind = 'request' and d.state not in ('ACKED', 'SENT') and """ + ENDED_IN_DOUBT + """
                group by d.destination""")
                .param("referral", referralId).param("undone", DeliveryFault.UPLOAD_UNDONE)
                .param("gateways", HttpStatuses.GATEWAYS_WORDS)
                .query((row, number) -> {
                    Duration lease = rules.of(row.getString("destination")).timeout().plus(Claims.MARGIN);
                    Instant started = row.getTimestamp("started").toInstant();
                    return started.isAfter(now.plus(lease)) ? now : started.plus(lease);
                }).list().stream().max(Comparator.naturalOrder());
    }

    /** Voids what a referral still has to send to its partner; what is being sent may have left. Returns how many. */
    public int voidUnsent(String referralId, String reason, Instant now) {
        return voidUnsent(referralId, List.of("request", "update"), reason, now);
    }

    /**
     * Voids what was claimed but stands in something that has not left yet, such as a list. The caller has locked the
     * referral.
     *
     * @return whether there was any
     */
    public boolean takeBack(String referralId, String reason, Instant now) {
        List<HeldBack.Held> taken = held.orderedStream().flatMap(place -> place.takeOut(referralId).stream()).toList();
        for (HeldBack.Held one : taken) {
            jdbc.sql("""
                    with ended as (
                      update delivery_attempt set finished_at = :now, result = 'TAKEN_BACK', unsent = true
                      where id = :attempt and finished_at is null)
                    update delivery set state = 'VOIDED', settled_at = :now, updated_at = :now, lease_until = null,
                      reason = jsonb_build_object('code', cast(:reason as text))
                    where id = :id and state = 'SENDING' and attempt_id = :attempt""")
                    .param("id", one.deliveryId()).param("attempt", one.attemptId()).param("reason", reason)
                    .param("now", Timestamp.from(now)).update();
        }
        return !taken.isEmpty();
    }

    /** Voids all that a referral still has to say to its partner, which never heard of it: there is nothing to take back. */
    public void voidNeverSent(String referralId, Instant now) {
        voidUnsent(referralId, List.of("request", "update", "cancellation"), NEVER_SENT, now);
    }

    private int voidUnsent(String referralId, List<String> kinds, String reason, Instant now) {
        return jdbc.sql("""
                update delivery set state = 'VOIDED', settled_at = :now, updated_at = :now,
                  reason = jsonb_build_object('code', cast(:reason as text))
                where referral_id = :referral and kind in (:kinds)
                  and state in ('DUE', 'PUBLISHED', 'RETRY', 'PARKED')""")
                .param("referral", referralId).param("kinds", kinds).param("reason", reason)
                .param("now", Timestamp.from(now)).update();
    }

    /**
     * Voids all that waits about a referral of somebody who is withheld, also what is parked and what tools were to be
     * told: only that it is taken back is still said.
     */
    public void withhold(String referralId, Instant now) {
        voidUnsent(referralId, List.of("request", "update", "write-back", "event"), WITHHELD, now);
    }

    /** The same for what tools were to be told in these lines of messages, such as of a consent. */
    public void withhold(Collection<UUID> orderGroups, Instant now) {
        jdbc.sql("""
                update delivery set state = 'VOIDED', settled_at = :now, updated_at = :now,
                  reason = jsonb_build_object('code', cast(:reason as text))
                where order_group = any(:groups) and kind = 'event' and state in ('DUE', 'PUBLISHED', 'RETRY', 'PARKED')""")
                .param("groups", orderGroups.toArray(UUID[]::new)).param("reason", WITHHELD)
                .param("now", Timestamp.from(now)).update();
    }

    /**
     * Voids all that is not settled about a referral of somebody whose erasure is carried out again: a restored database
     * says that it is being sent, or may have been, and nobody sends it.
     */
    public void erased(String referralId, Instant now) {
        jdbc.sql("""
                with ended as (
                  update delivery_attempt a set finished_at = :now, result = 'IN_DOUBT' from delivery d
                  where d.referral_id = :referral and d.kind <> 'event' and a.delivery_id = d.id and a.finished_at is null)
                update delivery set state = 'VOIDED', settled_at = :now, updated_at = :now, lease_until = null,
                  reason = jsonb_build_object('code', 'person-erased')
                where referral_id = :referral and kind <> 'event'
                  and state in ('DUE', 'PUBLISHED', 'SENDING', 'RETRY', 'IN_DOUBT', 'PARKED')""")
                .param("referral", referralId).param("now", Timestamp.from(now)).update();
    }

    /** Voids what waits for a destination that is no more. */
    public void voidDestination(String destination, String reason, Instant now) {
        jdbc.sql("""
                update delivery set state = 'VOIDED', settled_at = :now, updated_at = :now,
                  reason = jsonb_build_object('code', cast(:reason as text))
                where destination = :destination and state in ('DUE', 'PUBLISHED', 'RETRY', 'PARKED')""")
                .param("destination", destination).param("reason", reason).param("now", Timestamp.from(now)).update();
    }
}
