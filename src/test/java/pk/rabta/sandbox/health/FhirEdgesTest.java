package pk.rabta.sandbox.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Kept;
import pk.rabta.sandbox.Referred;

/** The FHIR door, and what an attacker who holds a partner's token might put there. */
@HubTest
class FhirEdgesTest {

    @Autowired
    private ApplicationContext hub;

    @Test
    void whatIsRefusedChangesAndKeepsNothing(HubClient officer, HealthSimulator health) {
        health.desk().decide(Plan.LEAVE, Duration.ofMillis(400));
        Referred referral = Referred.submit(hub, officer, HealthFlowTest.COUNSELLING, """
                ,"contact":{"via":"VSO","vso":"VSO-PB-001","safeHours":"10:00-13:00","officerSex":"F"}""").await("RECEIVED");
        String task = """
                {"resourceType":"Task","id":"t-1","status":"accepted","intent":"order",
                 "identifier":[{"system":"urn:rabta:id:referral","value":"%s"}]%s}""".formatted(referral.id(), "%s");
        int before = kept();
        byte[] broken = task.formatted(",\"x\":\"aXb\"").getBytes(StandardCharsets.UTF_8);
        broken[new String(broken, StandardCharsets.UTF_8).indexOf("aXb")] = (byte) 0xC3;
        refused(officer, referral, broken, "X-Request-Id", "E-1", 400);
        refused(officer, referral, bytes(task, ",\"status\":\"accepted\""), "X-Request-Id", "E-2", 400);
        refused(officer, referral, bytes(task, ",\"x\":1e1000000000"), "X-Request-Id", "E-3", 400);
        refused(officer, referral, bytes(task, ",\"x\":" + "[".repeat(70) + "]".repeat(70)), "X-Request-Id", "E-4", 400);
        refused(officer, referral, bytes(task, ""), "Content-Encoding", "gzip", 415);
        refused(officer, referral, bytes(task, ""), "Content-Type", "multipart/mixed; boundary=x", 415);
        refused(officer, referral, bytes(task, ""), "Content-Type", "application/fhir+xml", 415);
        assertThat(kept()).isEqualTo(before);
        HubClient.Answer marked = put(officer, referral, bytes(task, """
                ,"output":[{"type":{"coding":[{"system":"urn:rabta:task-output","code":"appointment-place"}]},
                            "valueString":"Ward \u202E3"}]"""), "X-Request-Id", "E-bidi");
        assertThat(marked.status()).as("direction marks in free text: " + marked).isEqualTo(422);
        assertThat(marked.text()).doesNotContain("\u202E");
        assertThat(referral.way()).endsWith("RECEIVED");
        for (String expression : Kept.EXPRESSIONS) {
            HubClient.Answer answer = put(officer, referral, bytes(task.replace("\"accepted\"", "\"" + expression + "\""), ""),
                    "X-Request-Id", "E-" + Kept.EXPRESSIONS.indexOf(expression) + "-x");
            assertThat(answer.status()).as(answer.toString()).isBetween(400, 422);
            assertThat(Kept.evaluatesNothing(answer.text())).as(answer.text()).isTrue();
        }
        HubClient.Answer posed = put(officer, referral, bytes(task, ""), "cAmElHttpResponseCode", "299");
        assertThat(posed.status()).as(posed.toString()).isEqualTo(200);
        assertThat(posed.headers().map().keySet()).noneMatch(name -> name.toLowerCase().startsWith("camel"));
    }

    private int kept() {
        return hub.getBean(JdbcClient.class).sql("""
                select count(*) from inbound_message where partner_id = 'health-pb' and channel = 'fhir'""")
                .query(Integer.class).single();
    }

    private static void refused(HubClient officer, Referred referral, byte[] body, String name, String value, int status) {
        HubClient.Answer answer = put(officer, referral, body, name, value);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    }

    private static HubClient.Answer put(HubClient officer, Referred referral, byte[] body, String name, String value) {
        HubClient partner = officer.as("HEALTH_PB");
        return partner.send(partner.request("/fhir/health-pb/Task/" + referral.id())
                .setHeader("Content-Type", "application/fhir+json").setHeader(name, value).PUT(BodyPublishers.ofByteArray(body)));
    }

    private static byte[] bytes(String task, String more) {
        return task.formatted(more).getBytes(StandardCharsets.UTF_8);
    }
}
