package pk.rabta.referral.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.HubClient.Answer;

/** An officer cancels, corrects and amends. */
class OfficerApiTest extends OfficerScene {

    private static final Map<String, Object> DECLINED = Map.of("reason", Map.of("code", "person.declined", "text",
            "The person no longer wants this"), "requestedBy", "PERSON");

    @Test
    void cancelsAtOnceWhatHasNotLeft() {
        String id = refer(MEDICAL);
        JsonNode state = check("cancelReferral", 200, post(id, "cancel", DECLINED));

        assertThat(state.path("status").asText()).isEqualTo("CANCELLED");
        assertThat(messages(id)).containsExactly("request VOIDED");
        assertThat(get(id).at("/reason/text").asText()).startsWith("The person no longer");
    }

    @Test
    void asksThePartnerToCancelWhatItHas() {
        String id = refer(MEDICAL);
        received(id);
        JsonNode state = check("cancelReferral", 200, post(id, "cancel", DECLINED));

        assertThat(state.path("status").asText()).isEqualTo("CANCELLATION_REQUESTED");
        assertThat(messages(id)).containsExactly("request ACKED", "cancellation DUE");
        check("cancelReferral", 200, post(id, "cancel", DECLINED));
        assertThat(messages(id)).as("a second cancellation asks nobody again").hasSize(2);
    }

    @Test
    void saysWhatIsAllowedInstead() {
        String id = refer(MEDICAL);
        received(id);
        check("completeReferral", 200, officer.as("PBM").post("/v1/partner/referrals/" + id + "/complete",
                Map.of("outcome", Map.of("code", "ENROLLED"))));

        Answer answer = post(id, "cancel", DECLINED);
        JsonNode problem = check("cancelReferral", 409, answer);
        assertThat(answer.isProblem("illegal-transition")).isTrue();
        assertThat(problem.path("currentStatus").asText()).isEqualTo("COMPLETED");
        assertThat(problem.path("allowedTransitions").isArray()).isTrue();
        check("attachDocument", 409, post(id, "documents", Map.of("documentId", document("CNIC_COPY"))));
        check("amendReferral", 409, officer.change("PATCH", "/v1/referrals/" + id,
                Map.of("contact", Map.of("noSms", true)), "*"));
    }

    @Test
    void takesOnlyReasonsOfTheList() {
        String id = refer(MEDICAL);
        JsonNode problem = check("cancelReferral", 422, post(id, "cancel",
                Map.of("reason", Map.of("code", "person.-bored"))));
        assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("/reason/code");
    }

    @Test
    void letsOnlyASupervisorEnterInError() {
        String id = refer(MEDICAL);
        received(id);
        Map<String, Object> wrong = Map.of("reason", Map.of("code", "identity.mismatch", "text", "Another person"));
        assertThat(post(id, "entered-in-error", wrong).status()).isEqualTo(403);

        JsonNode state = check("enterReferralInError", 200, officer.as("SUPERVISOR").post("/v1/referrals/" + id
                + "/entered-in-error", wrong));
        assertThat(state.path("status").asText()).isEqualTo("ENTERED_IN_ERROR");
        assertThat(messages(id)).containsExactly("request ACKED", "cancellation DUE");
    }

    @Test
    void changesNothingThatChangedMeanwhile() {
        String id = refer(MEDICAL);
        String path = "/v1/referrals/" + id;
        String read = officer.get(path).header("ETag");
        Map<String, Object> quiet = Map.of("contact", Map.of("noPhone", true));
        Answer amended = officer.change("PATCH", path, quiet, read);
        check("amendReferral", 200, amended);

        assertThat(amended.header("ETag")).isNotEqualTo(read).isEqualTo(officer.get(path).header("ETag"));
        check("amendReferral", 412, officer.change("PATCH", path, quiet, read));
        check("cancelReferral", 412, officer.change("POST", path + "/cancel", DECLINED, read));
        check("confirmPrecondition", 412, officer.change("POST", path + "/preconditions/identity.cnic-missing/confirm",
                Map.of("note", "seen"), read));
        check("attachDocument", 412, officer.change("POST", path + "/documents",
                Map.of("documentId", document("CNIC_COPY")), read));
        assertThat(get(id).path("status").asText()).isEqualTo("REQUESTED");
        check("cancelReferral", 200, officer.change("POST", path + "/cancel", DECLINED, amended.header("ETag")));
    }

    @Test
    void amendsContactAndTellsThePartnerThatHasIt() {
        String id = refer(MEDICAL);
        received(id);
        Map<String, Object> contact = new HashMap<>(Map.of("via", "VSO", "vso", "VSO-PB-014", "noPhone", true));
        contact.put("phone", null);

        JsonNode referral = check("amendReferral", 200, officer.change("PATCH", "/v1/referrals/" + id,
                Map.of("contact", contact), "*"));

        assertThat(referral.path("contact").has("phone")).isFalse();
        assertThat(referral.at("/contact/vso").asText()).isEqualTo("VSO-PB-014");
        assertThat(referral.at("/contact/language").asText()).as("left out, so kept").isEqualTo("ur-PK");
        assertThat(messages(id)).containsExactly("request ACKED", "update DUE");
        JsonNode timeline = check("getReferralTimeline", 200, officer.get("/v1/referrals/" + id + "/timeline"));
        assertThat(timeline.path("items").findValuesAsText("type")).contains("referral.amended");
        assertThat(jdbc.sql("select detail::text from referral_event where type = 'referral.amended' and "
                + "referral_id = :id").param("id", id).query(String.class).single())
                .contains("phone").doesNotContain("+92");
    }

    /** The consent's hours outrank the referral's: an officer must not believe that the office knows others. */
    @Test
    void saysThatTheOfficeIsToldOtherHoursThanTheOfficerWrote() {
        Map<String, Object> record = new HashMap<>(consentOf(victim));
        record.put("restrictions", Map.of("safeHours", "10:00-13:00"));
        String consent = check("recordConsent", 201, officer.post("/v1/consents", record)).path("id").asText();
        String id = refer(consent, MEDICAL).at("/referrals/0/id").asText();
        received(id);

        assertThat(hours(id, "12:00-15:00").at("/advice/0/code").asText()).isEqualTo("consent.other-hours");
        assertThat(told(id)).isEqualTo(Map.of("safeHours", "12:00-13:00"));
        assertThat(hours(id, "11:00-12:00").has("advice")).as("within the consent's").isFalse();
        assertThat(told(id)).isEqualTo(Map.of("safeHours", "11:00-12:00"));
        assertThat(hours(id, "14:00-15:00").at("/advice/0/code").asText()).isEqualTo("consent.other-hours");
        assertThat(told(id)).isEqualTo(Map.of("safeHours", "10:00-13:00", "noPhone", true, "noSms", true));
    }

    private JsonNode hours(String referral, String hours) {
        return check("amendReferral", 200, officer.change("PATCH", "/v1/referrals/" + referral,
                Map.of("contact", Map.of("safeHours", hours)), "*"));
    }

    /** Hours and restrictions as the partner learns them. */
    private Map<String, Object> told(String referral) {
        JsonNode contact = officer.as("PBM").get("/v1/partner/referrals/" + referral).body().at("/content/contact");
        Map<String, Object> told = new HashMap<>();
        if (contact.has("safeHours")) {
            told.put("safeHours", contact.get("safeHours").asText());
        }
        List.of("noPhone", "noSms").stream().filter(contact::has).forEach(flag -> told.put(flag,
                contact.get(flag).asBoolean()));
        return told;
    }
}
