package pk.rabta.sandbox.prosecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.Referred;

/** The prosecution makes the link, and the gateway before it says that nobody answered. */
@HubTest
class GatewayFlowTest {

    private static final Duration LEASE = Duration.ofSeconds(45);

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private MovableClock clock;
    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void back(ProsecutionSimulator prosecution) {
        prosecution.faults().clear();
        clock.reset();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 502, 504})
    void theLinkIsAskedForAndNotMadeTwice(int status, HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.register().open("CTD BANNU", status, 2026);
        prosecution.faults().gateway(status, 1);
        Referred referral = CaseLink.refer(hub, officer, "CTD Bannu", status).awaitDelivery("IN_DOUBT");
        prosecution.faults().gateway(status, 1);        // and once more to the question, which may be asked again

        clock.advance(LEASE);

        referral.await("IN_PROGRESS");
        assertThat(prosecution.ledger().entries(referral.id())).extracting(Ledger.Entry::effect)
                .containsExactly(Ledger.Effect.APPLIED);
        assertThat(attempts(referral)).containsExactly("IN_DOUBT http-" + status, "UNANSWERED http-" + status, "FOUND ");
    }

    private List<String> attempts(Referred referral) {
        return jdbc.sql("""
                select a.result || ' ' || coalesce(a.fault, '') from delivery_attempt a join delivery d on d.id = a.delivery_id
                where d.referral_id = :id order by d.sequence, a.number""").param("id", referral.id()).query(String.class).list();
    }
}
