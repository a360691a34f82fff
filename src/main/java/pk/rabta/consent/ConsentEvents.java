package pk.rabta.consent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
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

    /** That it was withdrawn, or a part of it; with {@link WithdrawnPart#NONE}: all. */
    public void withdrawn(Consent consent, WithdrawnPart part, Caller by, Instant now) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        if (!part.isEmpty()) {
            part.recipients().forEach(detail.putArray("recipients")::add);
            part.purposes().forEach(detail.putArray("purposes")::add);
        }
        record("consent.withdrawn", new About(consent.id(), consent.victimId(), consent.clientId()), by, detail, now);
    }

    /** A consent, whose it is, and the tool that recorded it and is to be told. */
    record About(String consentId, String victimId, String clientId) {}

    /** Records it in the caller's transaction, with more codes and ids; by the hub itself where nobody called. */
    void record(String type, About about, @Nullable Caller by, ObjectNode more, Instant now) {
        ObjectNode detail = more.deepCopy().put("consentId", about.consentId());
        String actor = by == null ? "HUB" : "TOOL";
        jdbc.sql("""
                insert into referral_event (id, type, victim_id, client_id, actor, actor_id, detail, occurred_at,
                  recorded_at)
                values (:id, :type, :victim, :client, :actor, :by, cast(:detail as jsonb), :now, :now)""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("type", type).param("victim", about.victimId())
                .param("client", about.clientId()).param("actor", actor)
                .param("by", by == null ? null : by.clientId()).param("detail", detail.toString())
                .param("now", Timestamp.from(now)).update();
        audit.record(type, by == null ? "hub" : "TOOL:" + by.clientId(), about.victimId(), null, detail, now);
    }
}
