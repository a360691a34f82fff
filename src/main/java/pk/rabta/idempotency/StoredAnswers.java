package pk.rabta.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemType;
import pk.rabta.protection.KeptIds;

/** The answers that were given for keys, as stored. */
@Component
class StoredAnswers {

    private final JdbcClient jdbc;
    private final KeptIds ids;
    private final ObjectMapper json;

    StoredAnswers(JdbcClient jdbc, KeptIds ids, ObjectMapper json) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.json = json;
    }

    /** Whether no other request with this key runs; the turn lasts until the transaction ends. */
    boolean takeTurn(ApiRequest request) {
        String key = request.caller().clientId() + '\0' + request.operation() + '\0' + request.idempotencyKey();
        return jdbc.sql("select pg_try_advisory_xact_lock(:turn)").param("turn", number(key))
                .query(Boolean.class).single();
    }

    /** The answer of the first run; refuses a key that stands for another request. */
    Optional<ApiAnswer> find(ApiRequest request) {
        return jdbc.sql("""
                select request_hash, status, answer, etag from idempotency_key
                where client_id = :client and operation = :operation and key = :key""")
                .param("client", request.caller().clientId()).param("operation", request.operation())
                .param("key", kept(request))
                .query((row, n) -> stored(request, row)).optional();
    }

    void keep(ApiRequest request, ApiAnswer answer, Instant now) {
        JsonNode body = answer.body();
        jdbc.sql("""
                insert into idempotency_key (client_id, operation, key, request_hash, status, answer, etag, created_at)
                values (:client, :operation, :key, :hash, :status, cast(:answer as jsonb), :etag, :now)""")
                .param("client", request.caller().clientId()).param("operation", request.operation())
                .param("key", kept(request)).param("hash", HexFormat.of().parseHex(request.bodyHash()))
                .param("status", answer.status()).param("answer", body == null ? null : body.toString())
                .param("etag", answer.headers().get("ETag")).param("now", Timestamp.from(now)).update();
    }

    private String kept(ApiRequest request) {
        return ids.of(String.valueOf(request.idempotencyKey()));
    }

    private ApiAnswer stored(ApiRequest request, ResultSet row) throws SQLException {
        if (!HexFormat.of().formatHex(row.getBytes("request_hash")).equals(request.bodyHash())) {
            throw ProblemType.IDEMPOTENCY_KEY_REUSED.because(
                    "This Idempotency-Key stands for another request. Use a new key for a new request.",
                    "یہ Idempotency-Key کسی اور درخواست کی ہے۔ نئی درخواست کے لیے نئی کلید استعمال کریں۔");
        }
        ApiAnswer answer = ApiAnswer.of(row.getInt("status"), tree(row.getString("answer")));
        String etag = row.getString("etag");
        return etag == null ? answer : answer.header("ETag", etag);
    }

    private @Nullable JsonNode tree(@Nullable String text) throws SQLException {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("a stored answer is not JSON", e);
        }
    }

    private static long number(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256", e);
        }
    }
}
