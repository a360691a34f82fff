package pk.rabta.referral;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.referral.lifecycle.Step;

/** The history of referrals: one row for each step and each fact, in the transaction that made it so. */
@Component
public class Journal {

    private final JdbcClient jdbc;

    Journal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What happened.
     *
     * @param type    CloudEvents type, such as {@code referral.accepted}
     * @param step    the transition, where it was one
     * @param detail  codes and dates
     * @param content sealed: texts, places, amounts
     */
    public record Entry(String type, @Nullable Step step, Who who, JsonNode detail, byte @Nullable [] content,
                        Instant occurredAt) {}

    /** Who did it: TOOL, PARTNER, HUB, REGISTRY or ADMIN, by which id, in which inbound message. */
    public record Who(String kind, @Nullable String id, @Nullable UUID inboundId) {

        public static Who hub() {
            return new Who("HUB", null, null);
        }
    }

    /** Records an entry about a referral; gives its id. */
    public UUID record(Referral referral, Entry entry, Instant now) {
        Step step = entry.step();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into referral_event (id, type, referral_id, case_id, victim_id, client_id, partner_id,
                  transition, implied, from_status, to_status, actor, actor_id, detail, content, inbound_id,
                  occurred_at, recorded_at)
                values (:id, :type, :referral, :case, :victim, :client, :partner, :transition, :implied, :from, :to,
                  :actor, :actorId, cast(:detail as jsonb), :content, :inbound, :occurred, :now)""")
                .param("id", id).param("type", entry.type())
                .param("referral", referral.id()).param("case", referral.caseId())
                .param("victim", referral.victimId()).param("client", referral.clientId())
                .param("partner", referral.partnerId())
                .param("transition", step == null ? null : step.transition())
                .param("implied", step != null && step.implied())
                .param("from", step == null || step.from() == null ? null : step.from().name())
                .param("to", step == null ? null : step.to().name())
                .param("actor", entry.who().kind()).param("actorId", entry.who().id())
                .param("detail", entry.detail().toString()).param("content", entry.content())
                .param("inbound", entry.who().inboundId()).param("occurred", Timestamp.from(entry.occurredAt()))
                .param("now", Timestamp.from(now)).update();
        return id;
    }
}
