package pk.rabta.referral.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.referral.Referral;
import pk.rabta.referral.Sealed;

/** Keeps hearings and evidence of payments that partners report. */
@Component
class CourtAndPayments {

    private final JdbcClient jdbc;
    private final Sealed sealed;

    CourtAndPayments(JdbcClient jdbc, Sealed sealed) {
        this.jdbc = jdbc;
        this.sealed = sealed;
    }

    /** @param overtaken whether the partner told something newer before: then an old date must not come back */
    void keep(Referral referral, JsonNode update, boolean overtaken, Instant now) {
        if (update.hasNonNull("hearing") && !overtaken) {
            hearing(referral, update.get("hearing"), now);
        }
        if (update.path("payment") instanceof ObjectNode payment) {
            payment(referral, payment, now);
        }
    }

    /** A new date for a case adjourns the hearings that were still to come. */
    private void hearing(Referral referral, JsonNode hearing, Instant now) {
        LocalDate date = LocalDate.parse(hearing.get("date").asText());
        jdbc.sql("""
                update hearing set status = 'ADJOURNED', recorded_at = :now
                where referral_id = :referral and case_number = :case and hearing_date <> :date
                  and status = 'SCHEDULED' and hearing_date >= cast(:today as date)""")
                .param("referral", referral.id()).param("case", hearing.path("caseNumber").asText())
                .param("date", date).param("today", now.toString().substring(0, 10))
                .param("now", Timestamp.from(now)).update();
        jdbc.sql("""
                insert into hearing (id, referral_id, case_number, court, hearing_date, purpose, mode, stage, status,
                  recorded_at)
                values (:id, :referral, :case, :court, :date, :purpose, :mode, :stage, 'SCHEDULED', :now)
                on conflict (referral_id, case_number, hearing_date) do update
                  set purpose = :purpose, mode = :mode, stage = :stage, status = 'SCHEDULED', recorded_at = :now""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("referral", referral.id())
                .param("case", hearing.path("caseNumber").asText()).param("court", hearing.path("court").asText())
                .param("date", date).param("purpose", text(hearing, "purpose")).param("mode", text(hearing, "mode"))
                .param("stage", text(hearing, "stage")).param("now", Timestamp.from(now)).update();
    }

    private void payment(Referral referral, ObjectNode payment, Instant now) {
        jdbc.sql("""
                insert into payment_evidence (id, referral_id, partner_id, reference, status, detail, paid_on, period,
                  recorded_at)
                values (:id, :referral, :partner, :reference, :status, :detail, cast(:paidOn as date), :period, :now)
                on conflict (partner_id, reference, status) do nothing""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("referral", referral.id())
                .param("partner", referral.partnerId()).param("reference", payment.path("reference").asText())
                .param("status", payment.path("status").asText("PAID"))
                .param("detail", sealed.seal(referral.victimId(), payment))
                .param("paidOn", text(payment, "paidOn")).param("period", text(payment, "period"))
                .param("now", Timestamp.from(now)).update();
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.get(name).asText() : null;
    }
}
