package pk.rabta.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.delivery.CircuitChanged;
import pk.rabta.delivery.Destinations;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.lifecycle.LifecycleCommand.Cancel;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.sandbox.HttpSimulator.Request;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Seeds;

/** Webhooks to a real receiver. Signatures are verified from the standard's text, with none of the hub's code. */
@HubTest
class WebhookFlowTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PROGRAMME = "health-pb-trauma-counselling";

    @Autowired
    private Seeds seeds;
    @Autowired
    private ReferralCommands commands;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Destinations destinations;
    @Autowired
    private ApplicationEventPublisher events;
    private final WebhookReceiver receiver = new WebhookReceiver();

    @AfterEach
    void stop() {
        jdbc.sql("update subscription set status = 'DELETED'").update();
        receiver.close();
    }

    @Test
    void tells_ids_only_signed_both_ways(HubClient officer) throws Exception {
        JsonNode subscription = subscribe(officer, receiver.url());
        String referral = seeds.referral(officer, "health-pb", PROGRAMME);

        Request request = await().atMost(PATIENCE).until(() -> about(referral), list -> !list.isEmpty()).getFirst();
        JsonNode event = JSON.readTree(request.body());
        assertThat(event.path("type").asText()).isEqualTo("referral.requested");
        assertThat(event.path("subject").asText()).isEqualTo(referral);
        assertThat(event.path("data").properties()).extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("referralId", "caseId");
        assertThat(request.text()).doesNotContain("Khatoon", "VOT-", "99999");

        byte[] signed = signedContent(request);
        List<String> signatures = List.of(request.header("webhook-signature").split(" "));
        assertThat(signatures).hasSize(2);
        byte[] secret = Base64.getDecoder().decode(subscription.path("secret").asText().substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        byte[] v1 = Base64.getDecoder().decode(signatures.get(0).substring("v1,".length()));
        assertThat(MessageDigest.isEqual(v1, mac.doFinal(signed))).isTrue();
        assertThat(verifies(subscription.path("publicKey").asText(), signed,
                Base64.getDecoder().decode(signatures.get(1).substring("v1a,".length())))).isTrue();
        assertThat(Instant.ofEpochSecond(Long.parseLong(request.header("webhook-timestamp"))))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }

    @Test
    void tries_again_with_the_same_id_and_keeps_the_order(HubClient officer) {
        receiver.answersEach(500, 504);
        subscribe(officer, receiver.url());
        String referral = waiting(officer);
        commands.byHub(referral, new Cancel(Reason.of("person.withdrew")));

        List<Request> requests = await().atMost(PATIENCE).until(() -> about(referral), list -> list.size() >= 6);
        assertThat(requests).extracting(WebhookFlowTest::type).containsExactly("referral.waiting", "referral.waiting",
                "referral.waiting", "referral.cancelled", "referral.cancelled", "referral.cancelled");
        assertThat(requests.subList(0, 3)).extracting(r -> r.header("webhook-id")).containsOnly(id(requests, 0));
        assertThat(requests.subList(3, 6)).extracting(r -> r.header("webhook-id")).containsOnly(id(requests, 3));
        assertThat(id(requests, 3)).isNotEqualTo(id(requests, 0));
    }

    @Test
    void ends_the_subscription_of_a_receiver_that_is_gone(HubClient officer) {
        receiver.answersEach(410);
        String id = subscribe(officer, receiver.url()).path("id").asText();
        seeds.referral(officer, "health-pb", PROGRAMME);

        await().atMost(PATIENCE).until(() -> officer.get("/v1/subscriptions/" + id).body().path("status").asText()
                .equals("DELETED"));
        assertThat(receiver.requests()).hasSize(1);
        assertThat(officer.get("/v1/subscriptions").body().path("items")).noneMatch(s -> s.path("id").asText()
                .equals(id));
    }

    @Test
    void tells_that_a_partner_fails_and_is_back(HubClient officer) {
        waiting(officer);
        destinations.pause("prosecution-kp", "test", "known to the hub", Instant.now());
        destinations.resume("prosecution-kp", Instant.now());
        subscribe(officer, receiver.url());
        for (boolean open : new boolean[] {true, false}) {
            events.publishEvent(new CircuitChanged("prosecution-kp", open, Instant.now()));
        }
        assertThat(await().atMost(PATIENCE).until(() -> receiver.requests().stream()
                .filter(request -> type(request).startsWith("partner.") && request.text().contains("prosecution-kp"))
                .toList(), list -> list.size() >= 2)).extracting(WebhookFlowTest::type).containsExactly("partner.circuit_opened", "partner.circuit_closed");
    }

    private String waiting(HubClient officer) {
        return seeds.referral(officer, "prosecution-kp", "prosecution-kp-case-link");
    }

    private JsonNode subscribe(HubClient officer, URI url) {
        HubClient.Answer answer = officer.post("/v1/subscriptions", Map.of("url", url + "/hooks", "events",
                List.of("referral.requested", "referral.waiting", "referral.cancelled", "partner.circuit_opened",
                        "partner.circuit_closed")));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.body();
    }

    private List<Request> about(String referral) {
        return receiver.requests().stream().filter(request -> request.text().contains(referral)).toList();
    }

    private static String id(List<Request> requests, int index) {
        return requests.get(index).header("webhook-id");
    }

    private static String type(Request request) {
        try {
            return JSON.readTree(request.body()).path("type").asText();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] signedContent(Request request) {
        return (request.header("webhook-id") + "." + request.header("webhook-timestamp") + "." + request.text())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static boolean verifies(String publicKey, byte[] content, byte[] signed) throws Exception {
        byte[] raw = Base64.getDecoder().decode(publicKey.substring("whpk_".length()));
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] der = new byte[prefix.length + raw.length];
        System.arraycopy(prefix, 0, der, 0, prefix.length);
        System.arraycopy(raw, 0, der, prefix.length, raw.length);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
        signature.update(content);
        return signature.verify(signed);
    }
}
