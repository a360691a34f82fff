package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.api.ResponseContract;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Seeds;
import pk.rabta.sandbox.WaitingPaused;
import pk.rabta.sandbox.health.HealthSimulator;
import pk.rabta.sandbox.registry.RegistrySimulator;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** A partner that cannot be asked is not well, even while no message to it waits. */
@HubTest
@ExtendWith(WaitingPaused.class)
class PartnerCallsTest {

    /** The hub's own look-ups, which count too. */
    private static final String OTHERS = "changes-reread";

    @Autowired
    private Seeds seeds;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private ProducerTemplate routes;
    @Autowired
    private CamelContext camel;
    @Autowired
    @Qualifier("partnersHealthContributor")
    private CompositeHealthContributor health;

    @BeforeEach
    void nothingIsKnown() throws Exception {
        camel.getRouteController().suspendRoute(OTHERS);
        // With a token, which it keeps: else a registry that is away has none to give either.
        routes.sendBody("direct:refresh-person", RegistrySimulator.WIDOW);
        jdbc.sql("delete from partner_call").update();
    }

    @AfterEach
    void othersAskAgain() throws Exception {
        camel.getRouteController().resumeRoute(OTHERS);
    }

    @Test
    void aDeadRegistryIsNotWell(HubClient officer, RegistrySimulator registry) {
        registry.faults().refuse();
        routes.sendBody("direct:refresh-person", seeds.person());
        JsonNode once = partner(officer, "registry");
        assertThat(once.at("/calls/lastFault").asText()).isEqualTo("unreachable");
        assertThat(once.at("/calls/failuresInARow").asInt()).isEqualTo(1);
        assertThat(once.at("/calls").has("lastFailureAt")).isTrue();
        assertThat(once.at("/health").asText()).isEqualTo("DEGRADED");
        assertThat(management("registry").getStatus()).isEqualTo(PartnerHealth.DEGRADED);

        for (int i = 0; i < 4; i++) {
            routes.sendBody("direct:refresh-person", seeds.person());
        }
        assertThat(partner(officer, "registry").path("health").asText()).isEqualTo("DOWN");
        assertThat(management("registry").getDetails()).containsEntry("lastFault", "unreachable")
                .containsEntry("failedCallsInARow", 5).containsKey("lastFailedCall");

        registry.faults().accept();
        routes.sendBody("direct:refresh-person", RegistrySimulator.WIDOW);
        JsonNode well = partner(officer, "registry");
        assertThat(well.at("/calls/failuresInARow").asInt()).isZero();
        assertThat(well.at("/calls/lastSuccessAt").asText()).isGreaterThan(well.at("/calls/lastFailureAt").asText());
        assertThat(management("registry").getDetails()).containsEntry("failedCallsInARow", 0).containsKey("lastCall");
    }

    @Test
    void anAnswerThatIsNoneCountsAsAFailureAndOneAboutNobodyAsAnAnswer(HubClient officer, RegistrySimulator registry) {
        registry.faults().storm(503, 1);
        routes.sendBody("direct:refresh-person", seeds.person());
        assertThat(partner(officer, "registry").at("/calls/lastFault").asText()).isEqualTo("http-503");

        routes.request("direct:refresh-person", question -> question.getMessage().setBody("VOT-TEST-NOBODY-2"));
        assertThat(partner(officer, "registry").at("/calls/failuresInARow").asInt()).isZero();
    }

    @Test
    void aPollThatFailsIsSeen(HubClient officer, HealthSimulator health) throws Exception {
        health.faults().refuse();
        camel.getRouteController().stopRoute("poll-health-pb");
        camel.getRouteController().startRoute("poll-health-pb");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(partner(officer, "health-pb")
                .at("/calls/lastFault").asText()).isIn("unreachable", "token-unreachable"));
        health.faults().accept();
        camel.getRouteController().stopRoute("poll-health-pb");
        camel.getRouteController().startRoute("poll-health-pb");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(partner(officer, "health-pb")
                .at("/calls/failuresInARow").asInt(1)).isZero());
    }

    @Test
    void soIsALookForFilesThatFails(HubClient officer, ZakatCommittee committee) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(partner(officer, "zakat-pb")
                .at("/calls").has("lastSuccessAt")).isTrue());
        committee.server().close();
        try {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(partner(officer, "zakat-pb")
                    .at("/calls/lastFault").asText()).isEqualTo("unreachable"));
            assertThat(partner(officer, "zakat-pb").path("health").asText()).isIn("DEGRADED", "DOWN");
        } finally {
            committee.server().open();
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(partner(officer, "zakat-pb")
                .at("/calls/failuresInARow").asInt(1)).isZero());
    }

    private JsonNode partner(HubClient officer, String id) {
        return ResponseContract.check("getPartner", 200, officer.as("ADMIN").get("/v1/admin/partners/" + id));
    }

    private Health management(String id) {
        return ((HealthIndicator) health.getContributor(id)).health();
    }
}
