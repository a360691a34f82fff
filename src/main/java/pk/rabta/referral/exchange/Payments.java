package pk.rabta.referral.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.referral.Referral;
import pk.rabta.referral.Sealed;

/** Keeps evidence of payments that partners report. */
@Component
class Payments {

    private final JdbcClient jdbc;
    private final Sealed sealed;

    Payments(JdbcClient jdbc, Sealed sealed) {
        this.jdbc = jdbc;
        this.sealed = sealed;
    }

    void keep(Referral referral, ObjectNode payment, Instant now) {
        jdbc.sql("""
                insert into payment_evidence (id, referral_id, partner_id, reference, status, detail, paid_on, period,
                  recorded_at)
                values (:id, :referral, :partner, :reference, :status, :detail, cast(:paidOn as date), :period, :now)
                on conflict (referral_id, reference, status, period) do nothing""")
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
