package pk.rabta.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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

    /** Attempts whose lease ended: nobody knows what became of them. Locked; others skip them. */
    List<Delivery> leaseEnded(Instant now, int limit) {
        return jdbc.sql("""
                select * from delivery where state = 'SENDING' and lease_until < :now
                order by lease_until limit :limit for update skip locked""")
                .param("now", Timestamp.from(now)).param("limit", limit).query(this::row).list();
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

    void begin(UUID id, UUID attemptId, int number, Instant leaseUntil, String endpoint, Instant now) {
        jdbc.sql("""
                with attempt as (
                  insert into delivery_attempt (id, delivery_id, number, started_at, endpoint)
                  values (:attempt, :id, :number, :now, :endpoint))
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
