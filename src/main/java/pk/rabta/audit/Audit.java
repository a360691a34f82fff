package pk.rabta.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.protection.LookupHash;

/** Writes leaves in the caller's transaction: a deed and its record commit together or not at all. */
@Component
public class Audit {

    private final JdbcClient jdbc;
    private final LookupHash hash;

    Audit(JdbcClient jdbc, LookupHash hash) {
        this.jdbc = jdbc;
        this.hash = hash;
    }

    /**
     * Records a deed.
     *
     * @param detail ids, codes and field names; never a person's data
     */
    public void record(String type, String actor, @Nullable String victimId, @Nullable String referralId,
                       JsonNode detail, Instant at) {
        jdbc.sql("""
                insert into audit_leaf (id, type, actor, subject, referral_id, detail, recorded_at)
                values (:id, :type, :actor, :subject, :referral, cast(:detail as jsonb), :at)""")
                .param("id", UuidCreator.getTimeOrderedEpoch())
                .param("type", type)
                .param("actor", actor)
                .param("subject", victimId == null ? null : hash.pseudonym(victimId))
                .param("referral", referralId)
                .param("detail", detail.toString())
                .param("at", Timestamp.from(at))
                .update();
    }
}
