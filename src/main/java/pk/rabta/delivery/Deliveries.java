package pk.rabta.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of outbound messages. */
@Component
class Deliveries {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    Deliveries(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<Delivery> find(UUID id) {
        return jdbc.sql("select * from delivery where id = :id").param("id", id).query(this::row).optional();
    }

    Optional<Delivery> lock(UUID id) {
        return jdbc.sql("select * from delivery where id = :id for update").param("id", id).query(this::row).optional();
    }

    /** Attempts whose lease ended: nobody knows what became of them. Not locked. */
    List<Delivery> leaseEnded(Instant now, int limit) {
        return jdbc.sql("""
                select * from delivery where state = 'SENDING' and lease_until < :now
                order by lease_until limit :limit""")
                .param("now", Timestamp.from(now)).param("limit", limit).query(this::row).list();
    }

    /** The first message to a partner that is in doubt and to be asked about now. Locked; others skip it. */
    Optional<Delivery> doubtful(String destination, Instant now) {
        return jdbc.sql("""
                select * from delivery where destination = :destination and state = 'IN_DOUBT' and due_at <= :now
                order by priority desc, sequence limit 1 for update skip locked""")
                .param("destination", destination).param("now", Timestamp.from(now)).query(this::row).optional();
    }

    /** Hops from destination to destination along an index, however much is in doubt at each: all that have something. */
    List<String> doubtfulDestinations() {
        return jdbc.sql("""
                with recursive doubtful (id) as (
                  (select destination from delivery where state = 'IN_DOUBT' order by destination limit 1)
                  union all
                  select (select d.destination from delivery d
                    where d.state = 'IN_DOUBT' and d.destination > w.id order by d.destination limit 1)
                  from doubtful w where w.id is not null)
                select id from doubtful where id is not null""").query(String.class).list();
    }

    /** The one that {@link #doubtful} would take. Not locked. */
    Optional<UUID> nextDoubtful(String destination, Instant now) {
        return jdbc.sql("""
                select id from delivery where destination = :destination and state = 'IN_DOUBT' and due_at <= :now
                order by priority desc, sequence limit 1""")
                .param("destination", destination).param("now", Timestamp.from(now)).query(UUID.class).optional();
    }

    /** How many attempts, or questions, about a message ended so. */
    int attempts(UUID id, String result, String fault) {
        return jdbc.sql("select count(*) from delivery_attempt where delivery_id = :id and result = :result and fault = :fault")
                .param("id", id).param("result", result).param("fault", fault).query(Integer.class).single();
    }

    /** Sent again as they are: that they are in doubt is no failure of the destination, which was not even called. */
    void resend(String destination, int most, Instant now) {
        jdbc.sql("""
                update delivery set state = 'RETRY', due_at = :now, lease_until = null, updated_at = :now
                where id in (select id from delivery
                  where destination = :destination and state = 'IN_DOUBT' and due_at <= :now
                  order by priority desc, sequence limit :most for update skip locked)""")
                .param("destination", destination).param("most", most).param("now", Timestamp.from(now)).update();
    }

    /** In doubt, to be asked about at {@code ask}, but never before the lease ends: the partner may still be at it. */
    void doubt(UUID id, Instant ask, Instant now) {
        jdbc.sql("""
                update delivery set state = 'IN_DOUBT', due_at = greatest(:ask, lease_until), enqueue_id = null,
                  published_at = null, updated_at = :now, reason = '{"code": "in-doubt"}'
                where id = :id""")
                .param("id", id).param("ask", Timestamp.from(ask)).param("now", Timestamp.from(now)).update();
    }

    /** That time, or the end of the running attempt's lease where it is later: the partner may still be at it till then. */
    Instant notBeforeLease(UUID id, Instant time) {
        return jdbc.sql("select greatest(:time, lease_until) from delivery where id = :id").param("id", id)
                .param("time", Timestamp.from(time)).query((row, n) -> row.getTimestamp(1).toInstant()).single();
    }

    /** A question is an attempt too. It is asked again at {@code again} if nobody reports its end. */
    void ask(UUID id, UUID attemptId, int number, Instant again, String endpoint, Instant now) {
        jdbc.sql("""
                with attempt as (
                  insert into delivery_attempt (id, delivery_id, number, started_at, endpoint)
                  values (:attempt, :id, :number, :now, :endpoint))
                update delivery set attempts = :number, attempt_id = :attempt, due_at = :again, updated_at = :now
                where id = :id""")
                .param("id", id).param("attempt", attemptId).param("number", number)
                .param("again", Timestamp.from(again)).param("endpoint", endpoint)
                .param("now", Timestamp.from(now)).update();
    }

    /** Due again by a person's decision, but not while an attempt may still run at the partner. */
    void release(UUID id, Instant now) {
        jdbc.sql("""
                update delivery set state = 'DUE', due_at = greatest(:now, lease_until), lease_until = null,
                  reason = null, updated_at = :now
                where id = :id""").param("id", id).param("now", Timestamp.from(now)).update();
    }

    /** Puts a message into a state that needs no more than a time and a reason. */
    void move(UUID id, DeliveryState state, Instant due, @Nullable String reason, Instant now) {
        jdbc.sql("""
                update delivery set state = :state, due_at = :due, enqueue_id = null, published_at = null,
                  lease_until = null, updated_at = :now,
                  reason = case when cast(:reason as text) is null then null
                           else jsonb_build_object('code', cast(:reason as text)) end,
                  settled_at = case when :state in ('ACKED', 'VOIDED') then cast(:now as timestamptz) end
                where id = :id""")
                .param("id", id).param("state", state.name()).param("due", Timestamp.from(due))
                .param("reason", reason).param("now", Timestamp.from(now)).update();
    }

    /** The message may leave from now on. What comes before or after that on another node, the database's clock says. */
    void begin(UUID id, UUID attemptId, int number, Instant leaseUntil, String endpoint, Instant now) {
        jdbc.sql("""
                with attempt as (
                  insert into delivery_attempt (id, delivery_id, number, started_at, claimed_at, endpoint)
                  values (:attempt, :id, :number, :now, clock_timestamp(), :endpoint))
                update delivery set state = 'SENDING', attempts = :number, attempt_id = :attempt,
                  lease_until = :lease, reason = null, updated_at = :now
                where id = :id""")
                .param("id", id).param("attempt", attemptId).param("number", number)
                .param("lease", Timestamp.from(leaseUntil)).param("endpoint", endpoint)
                .param("now", Timestamp.from(now)).update();
    }

    void finish(UUID attemptId, String result, @Nullable Integer status, @Nullable String fault, Instant now) {
        jdbc.sql("""
                update delivery_attempt set finished_at = :now, result = :result, status = :status, fault = :fault
                where id = :id and finished_at is null""")
                .param("id", attemptId).param("result", result).param("status", status).param("fault", fault)
                .param("now", Timestamp.from(now)).update();
    }

    /** Ends a failed attempt, and keeps whether anything of it left; false where its end was known before. */
    boolean fail(UUID attemptId, DeliveryFault fault, Instant now) {
        ArrayNode detail = json.createArrayNode();
        fault.detail().forEach(detail::add);
        return jdbc.sql("""
                update delivery_attempt set finished_at = :now, result = :result, status = :status, fault = :fault,
                  unsent = :unsent, detail = cast(:detail as jsonb)
                where id = :id and finished_at is null""")
                .param("id", attemptId).param("result", fault.kind().name()).param("status", fault.status())
                .param("fault", fault.code()).param("unsent", fault.unsent())
                .param("detail", detail.isEmpty() ? null : detail.toString())
                .param("now", Timestamp.from(now)).update() == 1;
    }

    Delivery row(ResultSet row, int number) throws SQLException {
        try {
            return new Delivery(row.getObject("id", UUID.class), row.getLong("sequence"), row.getString("message_id"),
                    row.getString("queue"), row.getString("destination"), row.getString("referral_id"),
                    row.getObject("order_group", UUID.class), row.getInt("priority"), row.getString("kind"),
                    row.getString("message"), json.readTree(row.getString("detail")),
                    DeliveryState.valueOf(row.getString("state")), row.getObject("enqueue_id", UUID.class),
                    row.getInt("attempts"), row.getObject("attempt_id", UUID.class));
        } catch (JsonProcessingException e) {
            throw new SQLException("delivery.detail is not JSON", e);
        }
    }
}
