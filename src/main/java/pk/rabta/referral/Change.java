package pk.rabta.referral;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** New values of one referral's columns, written as one update that also raises the version. */
final class Change {

    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    Change set(String column, @Nullable Object value) {
        values.remove("json:" + column);
        values.put(column, value instanceof Instant time ? Timestamp.from(time) : value);
        return this;
    }

    Change json(String column, String value) {
        values.remove(column);
        values.put("json:" + column, value);
        return this;
    }

    /** A terminal referral has no clock that runs. */
    Change stopClocks() {
        for (String clock : new String[] {"acknowledge_by", "respond_by", "expire_at", "due_soon_at", "review_at",
            "cancel_by"}) {
            set(clock, null);
        }
        return set("sla_stage", null);
    }

    void write(JdbcClient jdbc, String referralId, Instant now) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        String columns = values.entrySet().stream().map(entry -> {
            boolean json = entry.getKey().startsWith("json:");
            String column = json ? entry.getKey().substring(5) : entry.getKey();
            parameters.put(column, entry.getValue());
            return column + " = " + (json ? "cast(:" + column + " as jsonb)" : ":" + column) + ", ";
        }).collect(Collectors.joining());
        jdbc.sql("update referral set " + columns
                        + "updated_at = :changedAt, version = version + 1 where id = :referralId")
                .params(parameters).param("changedAt", Timestamp.from(now)).param("referralId", referralId).update();
    }
}
