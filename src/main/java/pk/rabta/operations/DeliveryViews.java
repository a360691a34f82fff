package pk.rabta.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiRequest;
import pk.rabta.partner.Partners;
import pk.rabta.query.Times;
import pk.rabta.query.Visibility;

/** Reads messages and attempts as the contract shows them. */
@Component
class DeliveryViews {

    private static final String COLUMNS = """
            select id, message_id, destination, referral_id, kind, message, state, reason ->> 'code' as reason_code,
              attempts, priority, due_at, created_at, updated_at, last.fault, last.detail
            from delivery d left join lateral (select fault, detail from delivery_attempt
              where delivery_attempt.id = d.attempt_id) last on true""";
    /** What was withheld shows nowhere, news of no referral included: that there is any would say that somebody is hidden. */
    private static final String SHOWN = " where " + Visibility.ofShownReferral("d.referral_id")
            + " and coalesce(reason ->> 'code', '') not in ('person-withheld', 'event-withheld')";
    private static final String REASON = "(consent|identity|eligibility|document|duplicate|capacity|funds|jurisdiction"
            + "|legal|technical|person)\\.[a-z0-9-]+";

    private final JdbcClient jdbc;
    private final Partners partners;
    private final ObjectMapper json;

    DeliveryViews(JdbcClient jdbc, Partners partners, ObjectMapper json) {
        this.jdbc = jdbc;
        this.partners = partners;
        this.json = json;
    }

    /** Messages behind an id, by the filters of the request. */
    List<ObjectNode> page(ApiRequest request, @Nullable UUID after, int limit) {
        Map<String, @Nullable Object> filters = new LinkedHashMap<>();
        filters.put("id > :after", after);
        filters.put("destination = :partner", request.textOrNull("partner"));
        filters.put("referral_id = :referral", request.textOrNull("referral"));
        filters.put("message_id = :messageId", request.textOrNull("messageId"));
        filters.put("state = any(:states)", request.list("state").isEmpty() ? null
                : request.list("state").toArray(String[]::new));
        String since = request.textOrNull("updatedSince");
        filters.put("updated_at >= :since", since == null ? null : Timestamp.from(Times.read(since, "?updatedSince")));
        filters.values().removeIf(value -> value == null);
        String where = filters.isEmpty() ? "" : " and " + String.join(" and ", filters.keySet());
        var statement = jdbc.sql(COLUMNS + SHOWN + where + " order by id limit :limit").param("limit", limit);
        for (Map.Entry<String, @Nullable Object> filter : filters.entrySet()) {
            String name = filter.getKey().replaceFirst(".*:(\\w+).*", "$1");
            statement = statement.param(name, filter.getValue());
        }
        return statement.query((row, n) -> view(row)).list();
    }

    /** One message with its attempts. */
    Optional<ObjectNode> find(UUID id) {
        return jdbc.sql(COLUMNS + SHOWN + " and id = :id").param("id", id).query((row, n) -> view(row)).optional()
                .map(view -> {
                    view.putArray("history").addAll(attempts(id));
                    return view;
                });
    }

    private List<ObjectNode> attempts(UUID id) {
        return jdbc.sql("select * from delivery_attempt where delivery_id = :id order by number").param("id", id)
                .query((row, n) -> attempt(row)).list();
    }

    private ObjectNode view(ResultSet row) throws SQLException {
        String destination = row.getString("destination");
        ObjectNode view = JsonNodeFactory.instance.objectNode().put("id", row.getString("id"))
                .put("messageId", row.getString("message_id"));
        put(view, "partner", partners.find(destination).isPresent() ? destination : null);
        view.put("destination", destination);
        put(view, "referralId", row.getString("referral_id"));
        view.put("kind", row.getString("kind")).put("message", row.getString("message"))
                .put("state", row.getString("state"));
        String code = row.getString("reason_code");
        if (code != null) {
            view.putObject("reason").put("code", reason(code));
        }
        why(view, row);
        return view.put("attempts", row.getInt("attempts")).put("priority", row.getInt("priority"))
                .put("dueAt", time(row, "due_at")).put("createdAt", time(row, "created_at"))
                .put("updatedAt", time(row, "updated_at"));
    }

    private ObjectNode attempt(ResultSet row) throws SQLException {
        ObjectNode view = JsonNodeFactory.instance.objectNode().put("number", row.getInt("number"))
                .put("startedAt", time(row, "started_at"));
        put(view, "finishedAt", time(row, "finished_at"));
        put(view, "result", row.getString("result"));
        Object status = row.getObject("status");
        if (status != null) {
            view.put("status", ((Number) status).intValue());
        }
        why(view, row);
        put(view, "endpoint", row.getString("endpoint"));
        return view;
    }

    /** What an attempt failed by and, where a mapping refused, at which fields. */
    private void why(ObjectNode view, ResultSet row) throws SQLException {
        put(view, "fault", row.getString("fault"));
        String detail = row.getString("detail");
        if (detail != null) {
            try {
                view.set("detail", json.readTree(detail));
            } catch (JsonProcessingException e) {
                throw new SQLException("delivery_attempt.detail is not JSON", e);
            }
        }
    }

    /** The hub's own words for its troubles are technical reasons. */
    static String reason(String code) {
        return code.matches(REASON) ? code
                : "technical." + code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private static @Nullable String time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant().toString();
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
