package pk.rabta.consent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.Caller;
import pk.rabta.audit.Audit;

/** Tells of what happened to a consent: in the history that tools follow, and in the audit. */
@Component
public class ConsentEvents {

    private final JdbcClient jdbc;
    private final Audit audit;

    ConsentEvents(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /**
     * Records it in the caller's transaction.
     *
     * @param type     {@code consent.recorded} or {@code consent.withdrawn}
     * @param clientId the tool that recorded the consent: it is the one to be told
     */
    public void record(String type, String consentId, String victimId, String clientId, Caller by, Instant now) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("consentId", consentId);
        jdbc.sql("""
                insert into referral_event (id, type, victim_id, client_id, actor, actor_id, detail, occurred_at,
                  recorded_at)
                values (:id, :type, :victim, :client, 'TOOL', :by, cast(:detail as jsonb), :now, :now)""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("type", type).param("victim", victimId)
                .param("client", clientId).param("by", by.clientId()).param("detail", detail.toString())
                .param("now", Timestamp.from(now)).update();
        audit.record(type, "TOOL:" + by.clientId(), victimId, null, detail, now);
    }
}
