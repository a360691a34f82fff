package pk.rabta.referral.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pk.rabta.query.Scene;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.WaitingPaused;

@ExtendWith(WaitingPaused.class)
class OfficerApiTest extends Scene {

    private static final Map<String, Object> DECLINED = Map.of("reason", Map.of("code", "person.declined", "text",
            "The person no longer wants this"), "requestedBy", "PERSON");

    private Answer post(String referral, String verb, Object body) {
        return officer.post("/v1/referrals/" + referral + "/" + verb, body);
    }

    private void waits(String referral, String code) {
        jdbc.sql("delete from delivery where referral_id = :id").param("id", referral).update();
        jdbc.sql("update referral set status = 'WAITING', waiting_for = array[:code], requested_at = null "
                + "where id = :id").param("code", code).param("id", referral).update();
    }

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

    @Test
    void releasesWhatWaitsWhenTheLastPreconditionIsConfirmed() {
        String id = refer(MEDICAL);
        waits(id, "identity.cnic-missing");
        String path = "preconditions/identity.cnic-missing/confirm";
        JsonNode waiting = get(id);
        assertThat(waiting.at("/waitingFor/0/text").asText()).isEqualTo(
                "The office registers applicants by their identity card number");
        check("confirmPrecondition", 422, post(id, path, Map.of()));
        check("confirmPrecondition", 409, post(id, "preconditions/identity.widow-status/confirm",
                Map.of("note", "seen")));

        JsonNode state = check("confirmPrecondition", 200, post(id, path, Map.of("documents",
                List.of(document("CNIC_COPY")), "confirmedOn", "2026-03-10", "note", "Seen by the officer")));

        assertThat(state.path("status").asText()).isEqualTo("REQUESTED");
        assertThat(state.path("waitingFor")).isEmpty();
        assertThat(messages(id)).containsExactly("request DUE");
        assertThat(get(id).path("documents")).hasSize(1);
        check("confirmPrecondition", 409, post(id, path, Map.of("note", "again")));
    }

    @Test
    void confirmsNothingThatTheHubItselfWaitsFor() {
        String id = refer(MEDICAL);
        waits(id, "technical.registry-down");
        check("confirmPrecondition", 422, post(id, "preconditions/technical.registry-down/confirm",
                Map.of("note", "please")));
    }

    @Test
    void releasesWhatWaitedForADocument() {
        String id = refer(MEDICAL);
        waits(id, "document.missing");
        JsonNode state = check("attachDocument", 200, post(id, "documents",
                Map.of("documentId", document("HOSPITAL_ESTIMATE"))));

        assertThat(state.path("status").asText()).isEqualTo("REQUESTED");
        assertThat(messages(id)).containsExactly("request DUE");
    }

    @Test
    void tellsAPartnerOfAnotherDocument() {
        String id = refer(MEDICAL);
        received(id);
        String document = document("HOSPITAL_ESTIMATE");
        check("attachDocument", 200, post(id, "documents", Map.of("documentId", document)));

        assertThat(messages(id)).containsExactly("request ACKED", "update DUE");
        assertThat(get(id).path("documents")).extracting(JsonNode::asText).containsExactly(document);
    }

    @Test
    void attachesNoPaperThatThePartnerMayNotSee() {
        String id = refer(MEDICAL);
        received(id);
        JsonNode problem = check("attachDocument", 422, post(id, "documents", Map.of("documentId", document("FIR_COPY"))));
        assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("/documentId");
        assertThat(problem.at("/violations/0/code").asText()).isEqualTo("kind-not-taken");
        assertThat(messages(id)).as("nothing that would park").containsExactly("request ACKED");
    }

    @Test
    void attachesNobodyElsesDocuments() {
        String id = refer(MEDICAL);
        victim = people.widow();
        String foreign = document("CNIC_COPY");
        victim = get(id).at("/victim/registryId").asText();
        String office = document("CNIC_COPY");
        jdbc.sql("update document set office = 'VSO-KP-PESHAWAR' where id = :id").param("id", office).update();

        for (String document : List.of(foreign, office, "DOC-00000000000000000000000000")) {
            JsonNode problem = check("attachDocument", 422, post(id, "documents", Map.of("documentId", document)));
            assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("/documentId");
        }
        check("getDocument", 404, officer.get("/v1/documents/" + office));
        assertThat(get(id).path("documents")).isEmpty();
        String own = document("CNIC_COPY");
        check("attachDocument", 200, post(id, "documents", Map.of("documentId", own)));
        assertThat(get(id).path("documents")).hasSize(1);
    }

    @Test
    void answersWhatAPartnerAskedFor() {
        String id = refer(MEDICAL);
        received(id);
        Map<String, Object> nothingAsked = Map.of("text", "Here you are");
        check("answerInformationRequest", 409, post(id, "answers", nothingAsked));
        check("progressReferral", 200, officer.as("PBM").post("/v1/partner/referrals/" + id + "/progress", Map.of(
                "businessStatus", "documents-requested", "documentsRequested", List.of("HOSPITAL_ESTIMATE"))));

        JsonNode state = check("answerInformationRequest", 202, post(id, "answers", Map.of("documents",
                List.of(document("HOSPITAL_ESTIMATE")), "text", "Here you are", "details", Map.of("incomePkr", 20000))));

        assertThat(state.has("businessStatus")).isFalse();
        JsonNode now = get(id);
        assertThat(now.has("documentsRequested")).isFalse();
        assertThat(now.path("documents")).hasSize(1);
        assertThat(now.at("/details/incomePkr").asInt()).isEqualTo(20000);
        assertThat(now.at("/contact/phone").asText()).isEqualTo("+923000000122");
        assertThat(messages(id)).containsExactly("request ACKED", "update DUE");
        check("answerInformationRequest", 409, post(id, "answers", nothingAsked));
    }

    @Test
    void refusesAnAnswerOfWordsToAPartnerThatTakesNone() {
        String id = refer(COUNSELLING);
        received(id);
        check("progressReferral", 200, officer.as("HEALTH_PB").post("/v1/partner/referrals/" + id + "/progress", Map.of(
                "businessStatus", "documents-requested", "documentsRequested", List.of("MEDICO_LEGAL_REPORT"))));
        JsonNode problem = check("answerInformationRequest", 422, post(id, "answers", Map.of("text", "It is lost")));
        assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("/text");
        assertThat(get(id).path("businessStatus").asText()).as("still asked for").isEqualTo("documents-requested");

        JsonNode state = check("answerInformationRequest", 202, post(id, "answers", Map.of("text", "Here it is",
                "documents", List.of(document("MEDICO_LEGAL_REPORT")))));
        assertThat(state.path("advice").findValuesAsText("code"))
                .containsExactly("technical.documents-not-told", "technical.answer-not-told");
        assertThat(messages(id)).containsExactly("request ACKED");
    }

    @Test
    void saysThatAPaperIsForTheOfficerToHandIn() {
        String id = refer(COUNSELLING);
        String early = document("CNIC_COPY");
        assertThat(check("attachDocument", 200, post(id, "documents", Map.of("documentId", early))).has("advice"))
                .as("nothing left yet").isFalse();
        received(id);
        JsonNode state = check("attachDocument", 200, post(id, "documents",
                Map.of("documentId", document("MEDICO_LEGAL_REPORT"))));
        assertThat(state.path("advice").findValuesAsText("code")).containsExactly("technical.documents-not-told");
        assertThat(messages(id)).containsExactly("request ACKED");
    }

    @Test
    void leavesItToThePartnerToResumeWhatItHeld() {
        String id = refer(MEDICAL);
        received(id);
        HubClient partner = officer.as("PBM");
        String path = "/v1/partner/referrals/" + id;
        check("progressReferral", 200, partner.post(path + "/progress", Map.of("businessStatus",
                "documents-requested", "documentsRequested", List.of("HOSPITAL_ESTIMATE"))));
        check("holdReferral", 200, partner.post(path + "/hold", Map.of("reason", Map.of("code", "document.missing"),
                "reviewDate", "2026-12-01")));

        JsonNode state = check("answerInformationRequest", 202, post(id, "answers", Map.of("documents",
                List.of(document("HOSPITAL_ESTIMATE")))));

        assertThat(state.path("status").asText()).isEqualTo("ON_HOLD");
        assertThat(check("resumeReferral", 200, partner.post(path + "/resume", Map.of())).path("status").asText())
                .isEqualTo("IN_PROGRESS");
    }
}
