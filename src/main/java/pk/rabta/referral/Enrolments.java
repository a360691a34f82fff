package pk.rabta.referral;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.NewDelivery;
import pk.rabta.delivery.Outbox;
import pk.rabta.partner.Partners;
import pk.rabta.protection.LookupHash;
import pk.rabta.referral.lifecycle.Outcome;
import pk.rabta.referral.lifecycle.ReferralStatus;

/** What came of a referral, written back to the registry; what a person got is kept besides. See ADR 53. */
@Component
class Enrolments {

    private static final String WRITE_BACK = "write-back";

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Partners partners;
    private final LookupHash hash;
    private final Sealed sealed;
    private final ObjectMapper json;

    Enrolments(JdbcClient jdbc, Outbox outbox, Partners partners, LookupHash hash, Sealed sealed, ObjectMapper json) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.partners = partners;
        this.hash = hash;
        this.sealed = sealed;
        this.json = json;
    }

    /** Records an outcome; the registry is told by a delivery like any other. */
    void record(Referral referral, Outcome outcome, Instant now) {
        ObjectNode detail = json.valueToTree(outcome);
        jdbc.sql("""
                insert into enrolment (id, referral_id, victim_id, partner_id, programme_id, outcome, detail,
                  effective_date, recorded_at)
                values (:id, :referral, :victim, :partner, :programme, :outcome, :detail, :effective, :now)
                on conflict (referral_id) do update set outcome = :outcome, detail = :detail,
                  effective_date = :effective, recorded_at = :now""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("referral", referral.id())
                .param("victim", referral.victimId()).param("partner", referral.partnerId())
                .param("programme", referral.programmeId()).param("outcome", outcome.code().name())
                .param("detail", sealed.seal(referral.victimId(), detail))
                .param("effective", outcome.effectiveDate()).param("now", Timestamp.from(now)).update();
        tell(referral, now);
    }

    /**
     * Tells the registry that nothing came of a referral. One that was cancelled is no answer of a programme, and one
     * entered in error only matters to a registry that had heard of it.
     */
    void none(Referral referral, ReferralStatus status, Instant now) {
        switch (status) {
            case REJECTED, FAILED, EXPIRED -> tell(referral, now);
            case ENTERED_IN_ERROR -> {
                if (outbox.has(referral.id(), WRITE_BACK)) {
                    tell(referral, now);
                }
            }
            default -> { /* not the registry's business */ }
        }
    }

    private void tell(Referral referral, Instant now) {
        String registry = partners.registryId();
        outbox.add(new NewDelivery(registry, registry, referral.id(),
                hash.orderGroup(registry, referral.victimId(), 4), 4, WRITE_BACK, "enrolment",
                json.createObjectNode()), now);
    }
}
