package pk.rabta.sandbox.prosecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.lifecycle.LifecycleCommand.Cancel;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.Referred;

/** Notices of the prosecution: about one reference or about a whole case, and those that are refused. */
class NoticesFlowTest extends ProsecutionScene {

    @Test
    void aNoticeAboutACaseReachesEveryoneWhoIsStillLinked(HubClient officer, ProsecutionSimulator prosecution) {
        Referred widow = linked(officer, prosecution);
        Referred son = refer(officer).await("IN_PROGRESS");
        Referred gone = refer(officer).await("IN_PROGRESS");
        hub.getBean(ReferralCommands.class).byHub(gone.id(), new Cancel(Reason.of("consent.withdrawn")));
        gone.await("CANCELLED");
        HubClient partner = officer.as("PROSECUTION_KP");
        HubClient.Answer told = post(partner, ofCase("HEARING", report), "application/json");
        assertThat(told.status()).as(told.toString()).isEqualTo(200);
        assertThat(told.body().path("updates").findValuesAsText("referral")).containsExactly(widow.id(), son.id());
        assertThat(told.body().path("updates").findValuesAsText("effect")).containsOnly("applied");
        assertThat(widow.hearings()).containsExactly(DAY + " SCHEDULED");
        assertThat(son.hearings()).containsExactly(DAY + " SCHEDULED");
        assertThat(gone.hearings()).as("whose link ended learns nothing").isEmpty();
        int events = son.events();
        assertThat(post(partner, ofCase("HEARING", report), "application/json").status()).isEqualTo(200);
        assertThat(son.events()).as("the same notice again").isEqualTo(events);
        assertThat(post(partner, ofCase("CASE_CLOSED", report), "application/json").status()).isEqualTo(200);
        widow.await("COMPLETED");
        son.await("COMPLETED");
    }

    @Test
    void aNoticeAboutACaseOfNobodyIsRefusedAndKeptWithItsReason(HubClient officer) {
        HubClient.Answer answer = post(officer.as("PROSECUTION_KP"), ofCase("HEARING", 90_000 + report),
                "application/json");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(hub.getBean(JdbcClient.class).sql("""
                select state || ' ' || problem::text from inbound_message where message_id = :id""")
                .param("id", "rest/C-HEARING-" + (90_000 + report)).query(String.class).single())
                .startsWith("REFUSED").contains("UNKNOWN");
    }

    @Test
    void aNoticeThatIsNotInUtf8IsNotGuessedAt(HubClient officer) {
        HubClient partner = officer.as("PROSECUTION_KP");
        HubClient.Answer answer = partner.send(partner.request("/rest/prosecution-kp/updates")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ofCase("HEARING", 80_000 + report).replace("Mardan", "M\u00e4rdan"),
                        StandardCharsets.ISO_8859_1)));
        assertThat(answer.isProblem("malformed-json")).as(answer.toString()).isTrue();
        assertThat(hub.getBean(JdbcClient.class).sql("select count(*) from inbound_id where message_id = :id")
                .param("id", "rest/C-HEARING-" + (80_000 + report)).query(Long.class).single()).isZero();
    }

    private static String ofCase(String event, int number) {
        String hearing = event.equals("HEARING") ? """
                ,"hearing":{"court":"ATC Mardan","caseNumber":"9/2026","date":"%s","stage":"EVIDENCE"}""".formatted(DAY)
                : "";
        return """
                {"noticeId":"C-%s-%d","event":"%s","at":"2026-03-07T09:00:00+05:00",
                 "fir":{"ps":"CTD Mardan","number":%d,"year":2026}%s}""".formatted(event, number, event, number, hearing);
    }

    @Test
    void updatesAreGuarded(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = linked(officer, prosecution);
        HubClient partner = officer.as("PROSECUTION_KP");
        String notice = """
                {"noticeId":"N-%s","ref":"%s","event":"LINK_WITHDRAWN","at":"2026-03-07T09:00:00+05:00"}"""
                .formatted(referral.id(), referral.id());
        HubClient.Answer illegal = post(partner, notice, "application/json");
        assertThat(illegal.isProblem("illegal-transition")).as(illegal.toString()).isTrue();
        assertThat(illegal.body().path("currentStatus").asText()).isEqualTo("IN_PROGRESS");
        assertThat(post(partner, notice.replace("N-REF", "M-REF").replace(referral.id() + "\",\"event",
                "REF-NONE\",\"event"), "application/json").status()).isEqualTo(404);
        assertThat(post(partner, notice.replace("LINK_WITHDRAWN", "SOMETHING"), "application/json").status())
                .isEqualTo(409);
        assertThat(post(partner, "{\"noticeId\":\"X-" + report + "\"}", "application/json").isProblem("rule-violated"))
                .isTrue();
        assertThat(post(partner, notice, "application/json").isProblem("illegal-transition")).isTrue();
        assertThat(post(partner, "{\"noticeId\":\"X-" + report + "\"}", "application/json").isProblem("rule-violated"))
                .isTrue();
        assertThat(post(partner, "{", "application/json").isProblem("malformed-json")).isTrue();
        assertThat(post(partner, notice, "text/plain").status()).isEqualTo(415);
        assertThat(post(officer.as("BISP"), notice, "application/json").status()).isEqualTo(403);
        assertThat(post(officer.withToken(""), notice, "application/json").status()).isEqualTo(401);
    }

    /** RFC 3339 has it, no clock of the hub's has. */
    @Test
    void aLeapSecondIsNoFaultOfTheHub(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = linked(officer, prosecution);
        HubClient.Answer answer = post(officer.as("PROSECUTION_KP"), """
                {"noticeId":"L-%s","ref":"%s","event":"CASE_CLOSED","at":"2016-12-31T23:59:60Z"}"""
                .formatted(referral.id(), referral.id()), "application/json");
        assertThat(answer.isProblem("validation-failed")).as(answer.toString()).isTrue();
        assertThat(answer.body().at("/violations/0/pointer").asText()).isEqualTo("/occurredAt");
    }
}
