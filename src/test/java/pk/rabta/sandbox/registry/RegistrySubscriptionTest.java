package pk.rabta.sandbox.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.spdci.RegistrySubscription;

/** The hub believes that it is told of changes only when the registry says so. */
@HubTest
class RegistrySubscriptionTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Autowired
    private HealthIndicator registryChangesHealthIndicator;
    @Autowired
    private RegistrySubscription subscription;
    @Autowired
    private CamelContext camel;
    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void subscribe(RegistrySimulator registry) throws Exception {
        registry.answersSubscriptions("");
        if (registryChangesHealthIndicator.health().getStatus() != Status.UP) {
            askAnew();
            awaitStatus(Status.UP);
        }
    }

    @Test
    void aRefusalIsSeenAndAskedAgain(RegistrySimulator registry) throws Exception {
        registry.answersSubscriptions("rjct.notify_types.invalid");
        askAnew();
        Health health = awaitStatus(new Status("DEGRADED"), "refused");
        assertThat(health.getDetails()).containsEntry("refused", "rjct.notify_types.invalid")
                .containsKeys("todo", "askedAgainAt");
        assertThat(subscription.due()).as("not at once").isFalse();
        registry.answersSubscriptions("");
        jdbc.sql("update registry_subscription set ask_at = ask_at - interval '11 minutes'").update();
        restart();
        awaitStatus(Status.UP);
    }

    @Test
    void whoIsSubscribedAlreadyIsSubscribed(RegistrySimulator registry) throws Exception {
        registry.answersSubscriptions("rjct.event.already_subscribed");
        askAnew();
        awaitStatus(Status.UP);
    }

    @Test
    void aRestartAsksNothing(RegistrySimulator registry) throws Exception {
        askAnew();
        awaitStatus(Status.UP);
        assertThat(subscription.due()).isFalse();
        assertThat(jdbc.sql("select count(*) from registry_subscription where ask_at > now() + interval '11 hours'")
                .query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void anOldWordIsNoneAnyMore() throws Exception {
        askAnew();
        awaitStatus(Status.UP);
        jdbc.sql("update registry_subscription set answered_at = answered_at - interval '25 hours'").update();
        assertThat(registryChangesHealthIndicator.health().getStatus()).isEqualTo(new Status("DEGRADED"));
    }

    private void askAnew() throws Exception {
        jdbc.sql("delete from registry_subscription").update();
        assertThat(registryChangesHealthIndicator.health().getStatus()).isEqualTo(new Status("DEGRADED"));
        restart();
    }

    /** A timer that is started anew asks soon. */
    private void restart() throws Exception {
        RouteController routes = camel.getRouteController();
        routes.stopRoute("changes-subscribe");
        routes.startRoute("changes-subscribe");
    }

    private Health awaitStatus(Status status, String... details) {
        return await().atMost(LIMIT).until(registryChangesHealthIndicator::health, health ->
                health.getStatus().equals(status) && health.getDetails().keySet().containsAll(List.of(details)));
    }
}
