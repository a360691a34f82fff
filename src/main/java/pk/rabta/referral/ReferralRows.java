package pk.rabta.referral;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import pk.rabta.referral.lifecycle.ReferralStatus;

/** Reads referrals from rows. */
@Component
public class ReferralRows implements RowMapper<Referral> {

    private final ObjectMapper json;

    ReferralRows(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Referral mapRow(ResultSet row, int number) throws SQLException {
        Object sequence = row.getObject("partner_sequence");
        return new Referral(row.getObject("key", UUID.class), row.getString("id"), row.getString("case_id"),
                row.getString("victim_id"), row.getString("consent_id"), row.getString("partner_id"),
                row.getString("programme_id"), row.getString("service"), row.getString("need"),
                row.getString("phase"), row.getString("urgency"), row.getInt("priority"),
                row.getObject("order_group", UUID.class), ReferralStatus.valueOf(row.getString("status")),
                row.getString("business_status"), List.of((String[]) row.getArray("waiting_for").getArray()),
                row.getBoolean("dispatched"), row.getBoolean("work_recorded"), row.getString("partner_reference"),
                sequence == null ? null : ((Number) sequence).longValue(), tree(row.getString("reason")),
                tree(row.getString("outcome")), row.getBytes("content"), row.getBytes("progress"),
                row.getString("replaces"), row.getString("client_id"), row.getString("vso"), row.getString("office"),
                row.getString("province"), time(row, "requested_at"), time(row, "accepted_at"),
                time(row, "respond_by"), time(row, "expire_at"), time(row, "review_at"), time(row, "cancel_by"),
                row.getString("sla_stage"), row.getBoolean("withheld"), row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(), row.getLong("version"));
    }

    private @Nullable JsonNode tree(@Nullable String text) throws SQLException {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("a referral's column is not JSON", e);
        }
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
