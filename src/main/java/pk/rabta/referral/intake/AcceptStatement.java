package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiRequest;
import pk.rabta.consent.Consent;
import pk.rabta.protection.KeptIds;

/** Runs sql/accept.sql: a case with its referrals in one round trip, or the referrals of a case that waited. */
@Component
class AcceptStatement {

    /** Whether a basis holds is said in one place. */
    private static final String SQL = read("sql/accept.sql").replace("{holds}", Consent.HOLDS);

    private final JdbcClient jdbc;
    private final KeptIds ids;

    AcceptStatement(JdbcClient jdbc, KeptIds ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** Whether it was this request's turn, then whether its basis held, then whether all that it replaces still could be. */
    record Gate(boolean turn, boolean basis, boolean replaceable) {

        boolean open() {
            return turn && basis && replaceable;
        }
    }

    /** Stores a new case, its referrals and the answer under the request's key. */
    Gate accept(ObjectNode rows, ApiRequest request, Instant now) {
        String key = ids.of(String.valueOf(request.idempotencyKey()));
        String client = request.caller().clientId();
        return run(rows, client + '\0' + request.operation() + '\0' + key, new Key(request.operation(), key,
                HexFormat.of().parseHex(request.bodyHash())), client,
                request.requiredBody().path("consentId").asText(), now);
    }

    /** Stores the referrals of a case that is there already. */
    Gate match(ObjectNode rows, String client, String consentId, Instant now) {
        return run(rows, "match\0" + rows.at("/case/id").asText(), null, client, consentId, now);
    }

    private record Key(String operation, String key, byte[] hash) {}

    private Gate run(ObjectNode rows, String turn, @Nullable Key key, String client, String consentId, Instant now) {
        return jdbc.sql(SQL).param("document", rows.toString()).param("turn", turn(turn)).param("consent", consentId)
                .param("client", client).param("operation", key == null ? null : key.operation())
                .param("key", key == null ? null : key.key()).param("hash", key == null ? null : key.hash())
                .param("now", Timestamp.from(now))
                .query((row, n) -> new Gate(row.getBoolean("turn"), row.getBoolean("basis"),
                        row.getBoolean("replaceable"))).single();
    }

    /** A number for the key: two requests with the same key never share the statement. */
    private static long turn(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256", e);
        }
    }

    private static String read(String resource) {
        try {
            return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
