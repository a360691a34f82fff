package pk.rabta.referral.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemType;
import pk.rabta.consent.Consents;
import pk.rabta.protection.KeptIds;
import pk.rabta.query.Visibility;
import pk.rabta.registry.Persons;

/** Reads, in one round trip, everything that a submission is decided by. */
@Component
class SubmissionReader {

    /** What nobody names is not looked for: a plan made while a table was small may go through all of it. */
    private static final String SQL = """
            select i.request_hash as i_hash, i.status as i_status, i.answer as i_answer,
              p.victim_id as p_victim_id, p.token as p_token, p.sealed_key as p_sealed_key,
              p.snapshot as p_snapshot, p.province as p_province, p.district as p_district, p.flags as p_flags,
              p.deceased as p_deceased, p.merged_into as p_merged_into, p.read_at as p_read_at,
              c.id as c_id, c.victim_id as c_victim_id, c.client_id as c_client_id, c.basis as c_basis,
              c.capacity as c_capacity, c.review_at as c_review_at,
              c.withdrawn_recipients as c_withdrawn_recipients, c.withdrawn_purposes as c_withdrawn_purposes,
              c.status as c_status, c.purposes as c_purposes, c.recipients as c_recipients,
              c.data_scopes as c_data_scopes, c.restrictions as c_restrictions, c.valid_from as c_valid_from,
              c.valid_to as c_valid_to, c.withdrawn_at as c_withdrawn_at, c.version as c_version,
              (select coalesce(jsonb_object_agg(r.programme_id, case when %1$s then r.id else '' end), '{}')
                from referral r
                where r.victim_id = :victim and %4$s and r.status not in
                  ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR')) as open,
              case when cardinality(:documents) = 0 then '{}' else
                (select coalesce(jsonb_object_agg(d.id, d.type), '{}') from document d
                where d.id = any(:documents) and d.victim_id = :victim and %2$s) end as documents,
              case when cardinality(:replaced) = 0 then '{}' else
                (select coalesce(jsonb_object_agg(r.id, r.status), '{}') from referral r
                join person known on known.victim_id = r.victim_id
                where r.id = any(:replaced) and :victim in (r.victim_id, known.merged_into) and %1$s) end as replaced
            from (values (1)) one
            left join idempotency_key i on i.client_id = :client and i.operation = :operation and i.key = :key
            left join person p on p.victim_id = :victim
            left join consent c on c.id = :consent and %3$s""";

    private final JdbcClient jdbc;
    private final Persons persons;
    private final Consents consents;
    private final ObjectMapper json;
    private final KeptIds ids;
    private final Clock clock;

    SubmissionReader(JdbcClient jdbc, Persons persons, Consents consents, ObjectMapper json, KeptIds ids, Clock clock) {
        this.jdbc = jdbc;
        this.persons = persons;
        this.consents = consents;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    Submission read(ApiRequest request) {
        Instant now = clock.instant();
        Visibility visible = Visibility.of(request.caller(), "r");
        JsonNode body = request.requiredBody();
        return jdbc.sql(SQL.formatted(visible.condition(), Visibility.of(request.caller(), "d").condition(),
                Visibility.of(request.caller(), "c").condition(),
                request.caller().cleared() ? "true" : Visibility.notHidden("r")))
                .params(visible.parameters())
                .param("client", request.caller().clientId()).param("operation", request.operation())
                // A dry run stores nothing, so there is nothing to repeat.
                .param("key", request.flag("dryRun") ? null : ids.of(String.valueOf(request.idempotencyKey())))
                .param("victim", body.at("/victim/registryId").asText())
                .param("consent", body.path("consentId").asText())
                .param("documents", References.documents(body)).param("replaced", References.replaced(body))
                .query((row, n) -> submission(request, row, now)).single();
    }

    private Submission submission(ApiRequest request, ResultSet row, Instant now) throws SQLException {
        return new Submission(request, stored(request, row),
                row.getString("p_victim_id") == null ? null : persons.read(row, "p_"),
                row.getString("c_id") == null ? null : consents.read(row, "c_"),
                map(row, "open"), new Submission.Named(map(row, "documents"), map(row, "replaced")), now);
    }

    private @Nullable ApiAnswer stored(ApiRequest request, ResultSet row) throws SQLException {
        byte[] hash = row.getBytes("i_hash");
        if (hash == null) {
            return null;
        }
        if (!HexFormat.of().formatHex(hash).equals(request.bodyHash())) {
            throw ProblemType.IDEMPOTENCY_KEY_REUSED.because(
                    "This Idempotency-Key stands for another request. Use a new key for a new request.",
                    "یہ Idempotency-Key کسی اور درخواست کی ہے۔ نئی درخواست کے لیے نئی کلید استعمال کریں۔");
        }
        return ApiAnswer.of(row.getInt("i_status"), tree(row.getString("i_answer")))
                .header("Idempotency-Replayed", "true");
    }

    private Map<String, String> map(ResultSet row, String column) throws SQLException {
        Map<String, String> map = new HashMap<>();
        tree(row.getString(column)).properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
        return map;
    }

    private JsonNode tree(String text) throws SQLException {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("a stored document is not JSON", e);
        }
    }
}
