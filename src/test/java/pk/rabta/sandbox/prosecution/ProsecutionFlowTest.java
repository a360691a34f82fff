package pk.rabta.sandbox.prosecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.lifecycle.LifecycleCommand.Cancel;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.NotTold;
import pk.rabta.sandbox.Referred;

/** A person and the prosecution, from the referral to the link and to its end. */
class ProsecutionFlowTest extends ProsecutionScene {

    @Autowired
    private MovableClock clock;

    @AfterEach
    void back() {
        clock.reset();
    }

    @Test
    void aPersonIsLinkedByTheReportAndNoNameLeaves(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = linked(officer, prosecution);
        assertThat(referral.column("business_status")).isEqualTo("case-linked");
        assertThat(referral.column("partner_reference")).isEqualTo("FIR " + report + "/2026 CTD MARDAN");
        assertThat(prosecution.ledger().effects(referral.id())).extracting(Ledger.Entry::summary)
                .containsExactly("HEIR_OF_DECEASED [\"TRAVEL\"]");
    }

    @Test
    void refusalsComeBackWithTheirReason(HubClient officer, ProsecutionSimulator prosecution) {
        assertThat(refer(officer).await("REJECTED").column("reason")).contains("legal.case-not-found");
        prosecution.register().seal("CTD MARDAN", report, 2026);
        assertThat(refer(officer).await("REJECTED").column("reason")).contains("legal.fir-sealed");
        prosecution.register().withhold("CTD MARDAN", report, 2026);
        assertThat(refer(officer).await("REJECTED").column("reason")).contains("legal.not-shareable");
        prosecution.register().duplicate("CTD MARDAN", report, 2026);
        assertThat(refer(officer).await("REJECTED").column("reason")).contains("document.fir-mismatch");
    }

    @Test
    void faultsThatPassAreRetried(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.register().open("CTD MARDAN", report, 2026);
        prosecution.faults().storm(500, 1);
        prosecution.faults().storm(429, 1, Duration.ofSeconds(1));
        Referred referral = refer(officer).await("IN_PROGRESS");
        assertThat(referral.attempts()).isEqualTo(3);
    }

    @Test
    void whatThePartnerCannotReadIsParkedAtOnce(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.faults().storm(400, 1);
        Referred referral = refer(officer).awaitDelivery("PARKED");
        assertThat(referral.attempts()).isEqualTo(1);
        assertThat(referral.column("status")).isEqualTo("REQUESTED");
    }

    @Test
    void anOutageDelaysAndLosesNothing(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.register().open("CTD MARDAN", report, 2026);
        prosecution.faults().refuse();
        Referred referral = refer(officer);
        // A connection that was open when the port closed leaves a doubt, a new one does not.
        Awaitility.await().atMost(LIMIT).until(() -> referral.deliveries().contains("RETRY")
                || referral.deliveries().contains("IN_DOUBT"));
        prosecution.faults().accept();
        clock.advance(Duration.ofSeconds(45));
        referral.await("IN_PROGRESS");
        assertThat(prosecution.ledger().effects(referral.id())).hasSize(1);
    }

    @Test
    void aNewContactIsForTheOfficerToTell(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = linked(officer, prosecution);
        NotTold.contact(officer, referral.id());
        assertThat(prosecution.ledger().entries(referral.id())).hasSize(1);
        assertThat(referral.deliveries()).containsExactly("ACKED");
    }

    @Test
    void aWithdrawalEndsTheLink(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = linked(officer, prosecution);
        hub.getBean(ReferralCommands.class).byHub(referral.id(), new Cancel(Reason.of("consent.withdrawn")));
        referral.await("CANCELLED");
        assertThat(prosecution.ledger().effects(referral.id())).extracting(Ledger.Entry::summary)
                .containsExactly("HEIR_OF_DECEASED [\"TRAVEL\"]", "CONSENT_WITHDRAWN");
        assertThat(prosecution.redacted(referral.id())).isTrue();
    }
}
