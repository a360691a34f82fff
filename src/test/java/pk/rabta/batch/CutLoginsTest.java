package pk.rabta.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.delivery.Destinations;
import pk.rabta.delivery.DirectCalls;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** A server that goes down while the hub logs in has refused nobody: the hub tries on by itself. */
class CutLoginsTest extends ZakatScene {

    private static final Duration AGAIN = Duration.ofSeconds(90);

    @Autowired
    private Destinations destinations;
    @Autowired
    private DirectCalls calls;
    private ZakatCommittee committee;

    @BeforeEach
    void cut(ZakatCommittee zakat) {
        committee = zakat;
        committee.server().leavesDuringLogins(true);
    }

    @AfterEach
    void well() {
        committee.server().leavesDuringLogins(false);
        await().atMost(AGAIN).until(() -> calls.get("zakat-pb").failures() == 0);
    }

    @Test
    void theyPauseNobody_andTheListGoesWhenTheServerIsBack(HubClient officer) {
        String referral = refer(officer);
        await().atMost(AGAIN).untilAsserted(() -> {
            assertThat(calls.get("zakat-pb").failures()).isGreaterThan(5);
            assertThat(calls.get("zakat-pb").fault()).isEqualTo("connection-broken");
        });
        assertThat(destinations.get("zakat-pb").paused()).isFalse();
        committee.server().leavesDuringLogins(false);
        await().atMost(AGAIN).until(() -> !committee.ledger().effects(referral).isEmpty());
        assertThat(committee.ledger().effects(referral)).hasSize(1);
    }
}
