package pk.rabta.operations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Masked;
import pk.rabta.query.Cursor;
import pk.rabta.query.Filter;
import pk.rabta.query.Json;
import pk.rabta.query.Visibility;

/**
 * What partners sent, messages and files alike, as an administrator sees it: how much of it counted, never what it says.
 * A message that tells of somebody who is withheld, or of a case of theirs, is left out.
 */
@Component("adminInbound")
public class InboundApi {

    private static final String SELECT = """
            select * from (
              select id, partner_id, channel, message_id as name, state, applied, refused, received_at, processed_at,
                problem ->> 'detail' as problem from inbound_message m
              where <shown>
              union all
              select id, partner_id, 'file', name,
                case when state = 'APPLIED' and bad_rows > 0 and good_rows + same_rows = 0 then 'REFUSED'
                  when state = 'APPLIED' and bad_rows > 0 then 'PARTLY'
                  when state in ('SPOOLED', 'APPLYING') then 'RECEIVED' else state end,
                good_rows + same_rows, bad_rows, created_at,
                case when state in ('APPLIED', 'REFUSED') then updated_at end, problem ->> 'code'
              from batch_file where direction = 'IN') i
            where {where} order by id desc limit :limit""".replace("<shown>", Visibility.SHOWN_MESSAGE);

    private final JdbcClient jdbc;

    InboundApi(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The operation listInbound: newest first. */
    public ApiAnswer list(ApiRequest request) {
        int limit = request.number("limit");
        List<String> states = request.list("state");
        List<ObjectNode> found = new Filter("true")
                .and("i.partner_id = :partner", "partner", request.textOrNull("partner"))
                .and("i.state = any(:states)", "states", states.isEmpty() ? null : states.toArray(String[]::new))
                .and("i.id < :after", "after", Cursor.key(request))
                .on(jdbc, SELECT).param("limit", limit + 1).query((row, n) -> view(row)).list();
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        var items = page.putArray("items");
        found.stream().limit(limit).forEach(items::add);
        if (found.size() > limit) {
            page.put("next", Cursor.of(found.get(limit - 1).path("id").asText()));
        }
        return ApiAnswer.ok(page);
    }

    private static ObjectNode view(ResultSet row) throws SQLException {
        ObjectNode view = JsonNodeFactory.instance.objectNode().put("id", row.getString("id"))
                .put("partner", row.getString("partner_id")).put("channel", row.getString("channel"))
                .put("name", Masked.name(row.getString("name"))).put("state", row.getString("state"))
                .put("applied", row.getInt("applied")).put("refused", row.getInt("refused"))
                .put("receivedAt", row.getTimestamp("received_at").toInstant().toString());
        Json.put(view, "processedAt", row.getTimestamp("processed_at") == null ? null
                : row.getTimestamp("processed_at").toInstant());
        Json.put(view, "problem", row.getString("problem"));
        return view;
    }
}
