package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.partner.PartnerTokens;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Seeds;
import pk.rabta.sandbox.health.HealthSimulator;

/** Nothing waits between a claim and its connection: neither for a token, nor for a host that is slow to answer. */
@HubTest
class ConnectsInTimeTest {

    private static final String PARTNER = "health-pb";

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Claims claims;
    @Autowired
    private DispatchSteps steps;
    @Autowired
    private Destinations destinations;
    @Autowired
    private PartnerTokens tokens;
    @Autowired
    private CamelContext camel;

    @AfterEach
    void goOn(HealthSimulator health) {
        InTime.end();
        health.releaseTokens();
        destinations.resume(PARTNER, Instant.now());
    }

    @Test
    void whatIsWithdrawnWhileATokenIsWaitedForNeverLeaves(HubClient officer, HealthSimulator health) {
        destinations.pause(PARTNER, "test", "its token is taken away first", Instant.now());
        String referral = hub.getBean(Seeds.class).referral(officer, PARTNER, "health-pb-trauma-counselling");
        String consent = jdbc.sql("""
                update consent set office = 'VSO-PB-LAHORE', province = 'PK-PB'
                where id = (select consent_id from referral where id = :id) returning id""").param("id", referral)
                .query(String.class).single();
        tokens.refused(PARTNER);
        health.holdTokens();
        destinations.resume(PARTNER, Instant.now());
        await().atMost(Duration.ofSeconds(30)).until(() -> state(referral).equals("PUBLISHED") && health.waitForTokens() > 0
                || state(referral).equals("SENDING"));

        JsonNode answer = check("withdrawConsent", 200, officer.post("/v1/consents/" + consent + "/withdraw",
                Map.of("withdrawnBy", "SELF")));
        health.releaseTokens();

        assertThat(answer.path("mayHaveLeft")).isEmpty();
        assertThat(answer.path("stopped")).extracting(JsonNode::asText).containsExactly(referral);
        await().atMost(Duration.ofSeconds(30)).until(() -> health.waitForTokens() == 0);
        assertThat(state(referral)).isEqualTo("VOIDED");
        assertThat(jdbc.sql("select count(*) from audit_leaf where type = 'disclosure' and referral_id = :id")
                .param("id", referral).query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("""
                select count(*) from delivery_attempt a join delivery d on d.id = a.delivery_id
                where d.referral_id = :id""").param("id", referral).query(Integer.class).single()).isZero();
    }

    @Test
    void aConnectionThatStandsTooLateCarriesNothing() throws Exception {
        WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        server.stubFor(WireMock.post("/").willReturn(WireMock.ok()));
        server.start();
        HttpClientBuilder builder = HttpClientBuilder.create();
        camel.getRegistry().lookupByNameAndType("http-" + PARTNER, HttpClientConfigurer.class).configureHttpClient(builder);
        try (CloseableHttpClient client = builder.build()) {
            InTime.begin(System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(1_100));
            assertThatThrownBy(() -> client.execute(new HttpPost(server.url("/")), answer -> answer.getCode()))
                    .isInstanceOfSatisfying(DeliveryFault.class, fault -> assertThat(fault.unsent()).isTrue());
            assertThat(server.findAll(WireMock.anyRequestedFor(WireMock.anyUrl()))).isEmpty();

            InTime.begin(System.nanoTime());
            assertThat((int) client.execute(new HttpPost(server.url("/")), answer -> answer.getCode())).isEqualTo(200);
        } finally {
            server.stop();
        }
    }

    @Test
    void whatWasNotInTimeIsDueAgainAndCountsAsUnsent(HubClient officer) {
        HandedOver request = HandedOver.request(hub, officer, PARTNER, "health-pb-trauma-counselling");
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable(DispatchSteps.VARIABLE, claims.claim(request.id(), request.enqueue()).orElseThrow().dispatch());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT,
                new DeliveryFault(DeliveryFault.Kind.RETRY, DeliveryFault.TAKEN_BACK, "late", null));
        destinations.pause(PARTNER, "test", "so that it stays due", Instant.now());

        steps.failed(exchange);

        assertThat(state(request.referral())).isEqualTo("DUE");
        assertThat(jdbc.sql("select result || ' ' || unsent from delivery_attempt where delivery_id = :id")
                .param("id", request.id()).query(String.class).list()).isEqualTo(List.of("RETRY true"));
        assertThat(jdbc.sql("select dispatched from referral where id = :id").param("id", request.referral())
                .query(Boolean.class).single()).isFalse();
        jdbc.sql("update delivery set state = 'VOIDED' where id = :id").param("id", request.id()).update();
    }

    private String state(String referral) {
        return jdbc.sql("select state from delivery where referral_id = :id").param("id", referral).query(String.class)
                .single();
    }
}
