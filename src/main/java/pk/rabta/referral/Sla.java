package pk.rabta.referral;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.referral.Journal.Who;

/** Announces that a referral is late, or soon will be: the stage and the event in one transaction. */
@Component
public class Sla {

    private final JdbcClient jdbc;
    private final ReferralCommands commands;
    private final ObjectMapper json;

    Sla(JdbcClient jdbc, ReferralCommands commands, ObjectMapper json) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.json = json;
    }

    /** How late a referral is; only after {@code ESCALATED} may it expire. */
    public enum Stage {
        DUE_SOON, BREACHED, ESCALATED;

        /** As it is stored and told. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What is announced.
     *
     * @param clock        acknowledge, undeliverable, waiting, respond, review or heartbeat
     * @param due          when it was or is due
     * @param escalateAt   when it is told a second time; null where it is not
     * @param alternatives programmes that serve the same need
     */
    public record Notice(String clock, Stage stage, Instant due, @Nullable Instant escalateAt,
                         List<String> alternatives) {}

    /** Announces, in the caller's transaction. When the referral last changed stays as it is: nobody acted. */
    public void announce(Referral referral, Notice notice) {
        Instant escalateAt = notice.escalateAt();
        jdbc.sql("update referral set sla_stage = :stage, escalate_at = :at, version = version + 1 where id = :id")
                .param("stage", notice.stage().word())
                .param("at", escalateAt == null ? null : Timestamp.from(escalateAt))
                .param("id", referral.id()).update();
        ObjectNode detail = json.createObjectNode().put("clock", notice.clock()).put("stage", notice.stage().word())
                .put("dueAt", notice.due().toString());
        notice.alternatives().forEach(detail.withArray("alternatives")::add);
        commands.record(referral, notice.stage() == Stage.DUE_SOON ? "referral.sla_due_soon" : "referral.sla_breached",
                Who.hub(), detail, json.createObjectNode(), null);
    }
}
