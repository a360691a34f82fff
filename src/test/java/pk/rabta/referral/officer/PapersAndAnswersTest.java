package pk.rabta.referral.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.HubClient;

/** Papers that the officer attaches, and answers to what a partner asked for. */
class PapersAndAnswersTest extends OfficerScene {

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
