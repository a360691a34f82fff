package pk.rabta.referral.withdrawal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.consent.Consent;
import pk.rabta.consent.WithdrawnPart;
import pk.rabta.protection.LookupHash;

/** What partners were told under a consent and keep, since their referral has ended. */
@Component
class Disclosed {

    private final JdbcClient jdbc;
    private final LookupHash hash;
    private final Catalogue catalogue;
    private final ObjectMapper json;

    Disclosed(JdbcClient jdbc, LookupHash hash, Catalogue catalogue, ObjectMapper json) {
        this.jdbc = jdbc;
        this.hash = hash;
        this.catalogue = catalogue;
        this.json = json;
    }

    private record Leaf(String referralId, String partner, String programme, Instant at, JsonNode fields) {}

    private record Told(String partner, Instant first, Set<String> fields) {}

    /** Adds, for each ended referral, the partner, when it was first told, and the names of all fields it was told. */
    void notRecallable(Consent consent, WithdrawnPart part, ArrayNode into) {
        Map<String, Told> told = new LinkedHashMap<>();
        jdbc.sql("""
                select a.referral_id, r.partner_id, r.programme_id, a.recorded_at, a.detail -> 'fields' as fields
                from audit_leaf a join referral r on r.id = a.referral_id
                where a.subject = :subject and a.type = 'disclosure' and r.consent_id = :consent and r.dispatched
                  and a.detail ->> 'to' = r.partner_id and r.status in
                    ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR')
                order by a.recorded_at""")
                .param("subject", hash.pseudonym(consent.victimId())).param("consent", consent.id())
                .query(this::leaf).list().stream()
                .filter(leaf -> part.covers(leaf.partner(), catalogue.get(leaf.programme()).purpose())).forEach(leaf -> {
                    Told one = told.computeIfAbsent(leaf.referralId(),
                            id -> new Told(leaf.partner(), leaf.at(), new TreeSet<>()));
                    leaf.fields().forEach(field -> one.fields().add(field.asText()));
                });
        told.forEach((referral, one) -> {
            ArrayNode fields = into.addObject().put("referralId", referral).put("partner", one.partner())
                    .put("disclosedAt", one.first().toString()).putArray("fields");
            one.fields().forEach(fields::add);
        });
    }

    private Leaf leaf(ResultSet row, int number) throws SQLException {
        try {
            return new Leaf(row.getString("referral_id"), row.getString("partner_id"), row.getString("programme_id"),
                    row.getTimestamp("recorded_at").toInstant(), json.readTree(row.getString("fields")));
        } catch (JsonProcessingException e) {
            throw new SQLException("audit_leaf.detail is not JSON", e);
        }
    }
}
