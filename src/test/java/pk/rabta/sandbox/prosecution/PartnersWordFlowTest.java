package pk.rabta.sandbox.prosecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.Referred;

/** A partner that speaks of a referral has it: then nobody asks it, whose look-up may lag, and nothing is sent again. */
@HubTest
class PartnersWordFlowTest {

    private static final int REPORT = 690;

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private MovableClock clock;

    @AfterEach
    void back(ProsecutionSimulator prosecution) {
        prosecution.faults().clear();
        clock.reset();
    }

    @Test
    void endsTheDoubtAboutItsRequest(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.register().open("CTD KOHAT", REPORT, 2026);
        prosecution.faults().cutAfterProcessing(1);
        Referred referral = refer(officer).awaitDelivery("IN_DOUBT");
        prosecution.notify(referral.id(), "HEARING", "2026-12-15");
        referral.await("IN_PROGRESS");
        assertThat(referral.deliveries()).containsExactly("ACKED");
        clock.advance(Duration.ofMinutes(5));
        refer(officer).await("IN_PROGRESS");
        assertThat(prosecution.questions()).doesNotContain(referral.id());
        assertThat(prosecution.ledger().entries(referral.id())).extracting(Ledger.Entry::effect)
                .containsExactly(Ledger.Effect.APPLIED);
        assertThat(referral.attempts()).isEqualTo(1);
    }

    private Referred refer(HubClient officer) {
        return CaseLink.refer(hub, officer, "CTD Kohat", REPORT);
    }
}
