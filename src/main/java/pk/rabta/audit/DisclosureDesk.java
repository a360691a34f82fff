package pk.rabta.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.audit.merkle.CanonicalJson;
import pk.rabta.protection.LookupHash;
import pk.rabta.query.Cursor;
import pk.rabta.query.Filter;
import pk.rabta.query.Json;
import pk.rabta.query.Page;
import pk.rabta.query.Visibility;

/** Who received which fields of a person, when, and on which basis: for the referrals that the caller sees. */
@Component("disclosureDesk")
public class DisclosureDesk {

    private final JdbcClient jdbc;
    private final LookupHash hash;

    DisclosureDesk(JdbcClient jdbc, LookupHash hash) {
        this.jdbc = jdbc;
        this.hash = hash;
    }

    private record Told(UUID leafId, Instant at, String referralId, String programme, JsonNode detail) {}

    /** A page, newest first. Whoever sees none of the person's referrals gets what everybody gets of a stranger: none. */
    public ApiAnswer list(ApiRequest request) {
        int limit = request.number("limit");
        String person = request.text("victim");
        List<Told> found = new Filter(Visibility.of(request.caller(), "r"))
                .with("person", person).with("subject", hash.pseudonym(person))
                .and("l.id < :after", "after", Cursor.key(request))
                .on(jdbc, """
                        select l.id, l.recorded_at, r.id as referral_id, r.programme_id, l.detail::text as detail
                        from audit_leaf l join referral r on r.id = l.referral_id
                        where l.subject = :subject and l.type = 'disclosure' and r.victim_id = :person and {where}
                        order by l.id desc limit :limit""")
                .param("limit", limit + 1).query(DisclosureDesk::row).list();
        return Page.of(found, limit, DisclosureDesk::json, told -> Cursor.of(told.leafId()));
    }

    private static Told row(ResultSet row, int number) throws SQLException {
        return new Told(row.getObject("id", UUID.class), row.getTimestamp("recorded_at").toInstant(),
                row.getString("referral_id"), row.getString("programme_id"), CanonicalJson.read(row.getString("detail")));
    }

    private static JsonNode json(Told told) {
        JsonNode detail = told.detail();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("leafId", told.leafId().toString())
                .put("disclosedAt", told.at().toString()).put("partner", detail.path("to").asText())
                .put("referralId", told.referralId()).put("programme", told.programme())
                .put("message", detail.path("message").asText());
        ArrayNode fields = json.putArray("fields");
        detail.path("fields").forEach(fields::add);
        // Leaves from before the log have the consent's id in place of the basis.
        if (detail.has("consent") || !detail.path("basis").asText().startsWith("CNS-")) {
            Json.put(json, "basis", detail.path("basis").textValue());
            Json.put(json, "consentId", detail.path("consent").textValue());
        } else {
            json.put("consentId", detail.get("basis").asText());
        }
        return json;
    }
}
