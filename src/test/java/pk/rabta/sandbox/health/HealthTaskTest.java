package pk.rabta.sandbox.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Referred;

/** The partner works with its Tasks at the hub. */
@HubTest
class HealthTaskTest {

    @Autowired
    private ApplicationContext hub;

    @BeforeEach
    void leave(HealthSimulator health) {
        health.desk().decide(Plan.LEAVE, Duration.ofMillis(400));
    }

    @Test
    void tasksAtTheHubAreReadPatchedAndGuarded(HubClient officer) {
        Referred referral = refer(officer).await("RECEIVED");
        String path = "/fhir/health-pb/Task/" + referral.id();
        HubClient partner = officer.as("HEALTH_PB");
        HubClient.Answer read = partner.get(path);
        assertThat(read.status()).as(read.toString()).isEqualTo(200);
        assertThat(read.body().path("status").asText()).isEqualTo("received");
        assertThat(patch(partner, path, "W/\"0\"", accept()).status()).isEqualTo(412);
        HubClient.Answer patched = patch(partner, path, read.header("ETag"), accept());
        assertThat(patched.status()).as(patched.toString()).isEqualTo(200);
        assertThat(patched.body().path("status").asText()).isEqualTo("accepted");
        HubClient.Answer illegal = put(partner, path, task(referral.id(), "cancelled", ""));
        assertThat(illegal.status()).isEqualTo(409);
        assertThat(illegal.body().path("resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(illegal.body().at("/issue/0/diagnostics").asText()).contains("in-progress");
        HubClient.Answer story = put(partner, path, task(referral.id(), "accepted", ",\"note\":[{\"text\":\"x\"}]"));
        assertThat(story.status()).as(story.toString()).isEqualTo(422);
        assertThat(put(partner, path, task(referral.id(), "cancelled", "")).status()).isEqualTo(409);
        assertThat(put(partner, path, task(referral.id(), "accepted", ",\"note\":[{\"text\":\"x\"}]")).status())
                .isEqualTo(422);
        assertThat(put(partner, path, task("REF-OTHER", "accepted", "")).status()).isEqualTo(400);
        assertThat(put(partner, path, "{\"resourceType\":").status()).isEqualTo(400);
        assertThat(partner.send(partner.request(path).header("Content-Type", "application/fhir+json")
                .PUT(BodyPublishers.ofString(task(referral.id(), "accepted", ",\"note\":[{\"text\":\"\u00ff\"}]"),
                        StandardCharsets.ISO_8859_1))).status()).as("not in UTF-8").isEqualTo(400);
        assertThat(partner.get("/fhir/health-pb/Task/REF-NONE").status()).isEqualTo(404);
        assertThat(officer.as("BISP").get(path).status()).isEqualTo(403);
        assertThat(officer.withToken("").get(path).status()).isEqualTo(401);
        referral.await("ACCEPTED");
    }

    @Test
    void whatIsSaidAgainCountsUnlessItIsARepeat(HubClient officer) {
        Referred referral = refer(officer).await("RECEIVED");
        String path = "/fhir/health-pb/Task/" + referral.id();
        HubClient partner = officer.as("HEALTH_PB");
        for (String status : new String[] {"accepted", "in-progress", "on-hold", "in-progress"}) {
            String body = accept().replace("accepted", status);
            String tag = status.equals("accepted") ? "*" : partner.get(path).header("ETag");
            HubClient.Answer first = patch(partner, path, tag, body);
            assertThat(first.body().path("status").asText()).as(first.toString()).isEqualTo(status);
            assertThat(patch(partner, path, tag, body).header("ETag")).isEqualTo(first.header("ETag"));
        }
        String appointment = """
                ,"output":[{"type":{"coding":[{"system":"urn:rabta:task-output","code":"appointment-at"}]},
                            "valueDateTime":"2026-06-0%dT10:00:00+05:00"}]""";
        int events = referral.events();
        for (int day : new int[] {1, 1, 2, 2, 1, 1}) {
            HubClient.Answer put = put(partner, path, task(referral.id(), "in-progress", appointment.formatted(day)));
            assertThat(put.status()).as(put.toString()).isEqualTo(200);
        }
        assertThat(referral.way()).endsWith("ACCEPTED", "IN_PROGRESS", "ON_HOLD", "IN_PROGRESS");
        assertThat(referral.events()).as("three appointments").isEqualTo(events + 3);
    }

    @Test
    void ofTwoThatLookedAtOneVersionOnlyOneCounts(HubClient officer) {
        Referred referral = refer(officer).await("RECEIVED");
        String path = "/fhir/health-pb/Task/" + referral.id();
        HubClient partner = officer.as("HEALTH_PB");
        String tag = partner.get(path).header("ETag");
        var answers = IntStream.range(0, 12).parallel().mapToObj(n ->
                patch(partner, path, tag, accept().replace("}]", "},{\"op\":\"add\",\"path\":\"/lastModified\","
                        + "\"value\":\"2026-06-01T10:00:%02dZ\"}]".formatted(n))).status()).toList();
        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 412);
    }

    private Referred refer(HubClient officer) {
        return Referred.submit(hub, officer, HealthFlowTest.COUNSELLING, """
                ,"contact":{"via":"VSO","vso":"VSO-PB-001","safeHours":"10:00-13:00","officerSex":"F"}""");
    }

    private static String accept() {
        return "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"accepted\"}]";
    }

    private static String task(String referral, String status, String more) {
        return """
                {"resourceType":"Task","id":"t-1","status":"%s","intent":"order",
                 "identifier":[{"system":"urn:rabta:id:referral","value":"%s"}]%s}""".formatted(status, referral, more);
    }

    private static HubClient.Answer put(HubClient partner, String path, String body) {
        return partner.send(partner.request(path).header("Content-Type", "application/fhir+json")
                .PUT(BodyPublishers.ofString(body)));
    }

    private static HubClient.Answer patch(HubClient partner, String path, String tag, String body) {
        return partner.send(partner.request(path).header("Content-Type", "application/json-patch+json")
                .header("If-Match", tag).method("PATCH", BodyPublishers.ofString(body)));
    }
}
