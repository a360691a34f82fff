package pk.rabta.referral.query;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.Scene;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;

class ReferralsApiTest extends Scene {

    @Autowired
    private Persons persons;

    private JsonNode list(HubClient tool, String query) {
        return check("listReferrals", 200, tool.get("/v1/referrals?victim=" + victim + query));
    }

    @Test
    void namesAnOpenReferralOnlyToThoseWhoMayReadIt(SandboxEnvironment sandbox) {
        String consent = consent();
        String id = refer(consent, COUNSELLING).at("/referrals/0/id").asText();
        Map<String, Object> again = Map.of("victim", Map.of("registryId", victim), "consentId", consent,
                "needs", List.of(Map.of("code", "MHPSS.TRAUMA")), "programmes", List.of(Map.of("id", COUNSELLING)));
        Answer own = officer.post("/v1/referrals", again);
        check("submitReferral", 409, own);
        assertThat(own.body().at("/violations/0/message").asText()).contains(id);

        for (HubClient other : List.of(tool(sandbox, "another-tool", Map.of()),
                tool(sandbox, "vso-tool", Map.of("office", "VSO-PB-MULTAN", "province", "PK-PB")),
                tool(sandbox, "vso-tool", Map.of("province", "PK-SD")))) {
            check("submitReferral", 422, other.post("/v1/referrals", again));
            Map<String, Object> withTheirs = new HashMap<>(again);
            withTheirs.put("consentId", check("recordConsent", 201, other.post("/v1/consents", consentOf(victim)))
                    .path("id").asText());
            Answer answer = other.post("/v1/referrals", withTheirs);
            check("submitReferral", 409, answer);
            assertThat(answer.text()).doesNotContain(id).doesNotContain("null");
            assertThat(answer.body().at("/violations/0/code").asText()).isEqualTo("open-referral");
            assertThat(answer.body().at("/violations/0/message").asText()).contains("Ask the person who referred them");
        }
    }

    @Test
    void opensOneForTheToolThatMadeIt() {
        String id = refer(MEDICAL);

        Answer answer = officer.get("/v1/referrals/" + id);
        JsonNode referral = check("getReferral", 200, answer);

        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(referral.at("/contact/phone").asText()).isEqualTo("+923000000122");
        assertThat(referral.path("status").asText()).isEqualTo("REQUESTED");
        assertThat(referral.path("allowedTransitions")).extracting(JsonNode::asText).containsExactly("cancel");
        assertThat(referral.at("/requestedBy/vso").asText()).isEqualTo("VSO-PB-001");
    }

    @Test
    void tellsAPartnersWordsAndWhatElseServesTheNeed() {
        String id = refer(MEDICAL);
        received(id);
        HubClient partner = officer.as("PBM");
        check("progressReferral", 200, partner.post("/v1/partner/referrals/" + id + "/progress", Map.of(
                "businessStatus", "documents-requested", "documentsRequested", List.of("HOSPITAL_ESTIMATE"),
                "appointment", Map.of("at", "2026-12-01T05:00:00Z", "place", "Hall 2"))));
        JsonNode asked = get(id);
        assertThat(asked.path("status").asText()).isEqualTo("IN_PROGRESS");
        assertThat(asked.at("/documentsRequested/0").asText()).isEqualTo("HOSPITAL_ESTIMATE");
        assertThat(asked.at("/appointment/place").asText()).isEqualTo("Hall 2");

        check("rejectReferral", 200, partner.post("/v1/partner/referrals/" + id + "/reject", Map.of("reason",
                Map.of("code", "eligibility.income-above-ceiling", "text", "Above the ceiling", "partnerCode", "R7"))));
        JsonNode rejected = get(id);
        assertThat(rejected.at("/reason/text").asText()).isEqualTo("Above the ceiling");
        assertThat(rejected.has("documentsRequested")).isFalse();
        assertThat(rejected.path("suggestions")).extracting(JsonNode::asText).doesNotContain(MEDICAL);
    }

    @Test
    void showsTheWholeWayWithImpliedSteps() {
        String id = refer(MEDICAL);
        received(id);
        check("completeReferral", 200, officer.as("PBM").post("/v1/partner/referrals/" + id + "/complete", Map.of(
                "outcome", Map.of("code", "ENROLLED", "enrolmentId", "D-1", "effectiveDate", "2026-04-01",
                        "benefit", Map.of("kind", "CASH", "amountPkr", 50000, "frequency", "ONCE")),
                "payment", Map.of("amountPkr", 50000, "paidOn", "2026-04-02", "reference", "P-" + id),
                "note", "Paid to the hospital")));

        JsonNode page = check("getReferralTimeline", 200, officer.get("/v1/referrals/" + id + "/timeline"));

        List<String> types = page.path("items").findValuesAsText("type");
        assertThat(types).containsExactly("referral.requested", "referral.accepted", "referral.completed");
        assertThat(page.at("/items/1/implied").asBoolean()).isTrue();
        JsonNode last = page.at("/items/2");
        assertThat(last.at("/outcome/benefit/amountPkr").asLong()).isEqualTo(50000);
        assertThat(last.at("/note").asText()).isEqualTo("Paid to the hospital");
        assertThat(last.at("/actor/id").asText()).isEqualTo("pbm");
        assertThat(get(id).at("/outcome/enrolmentId").asText()).isEqualTo("D-1");
        JsonNode first = check("getReferralTimeline", 200, officer.get("/v1/referrals/" + id + "/timeline?limit=2"));
        JsonNode rest = check("getReferralTimeline", 200, officer.get("/v1/referrals/" + id + "/timeline?limit=2&after="
                + first.path("next").asText()));
        assertThat(rest.path("items").findValuesAsText("type")).containsExactly("referral.completed");
    }

    @Test
    void filtersByEverythingTheContractOffers() {
        JsonNode receipt = refer(consent(), MEDICAL, COUNSELLING);
        assertThat(list(officer, "").path("items")).hasSize(2);
        assertThat(list(officer, "&programme=" + MEDICAL).path("items")).hasSize(1);
        assertThat(list(officer, "&partner=health-pb").at("/items/0/programme").asText()).isEqualTo(COUNSELLING);
        assertThat(list(officer, "&status=REQUESTED,WAITING").path("items")).hasSize(2);
        assertThat(list(officer, "&status=COMPLETED").path("items")).isEmpty();
        assertThat(list(officer, "&case=" + receipt.path("caseId").asText()).path("items")).hasSize(2);
        assertThat(list(officer, "&case=CAS-00000000000000000000000000").path("items")).isEmpty();
        assertThat(list(officer, "&updatedSince=" + Instant.now().plusSeconds(60)).path("items")).isEmpty();
        assertThat(list(officer, "").toString()).as("lists open nothing").doesNotContain("+92300");
    }

    @Test
    void pagesWithoutSkippingWhenNewOnesCome() {
        String consent = consent();
        List<String> made = new ArrayList<>();
        for (String programme : List.of(MEDICAL, COUNSELLING)) {
            made.addFirst(refer(consent, programme).at("/referrals/0/id").asText());
        }
        JsonNode page = list(officer, "&limit=1");
        refer(consent, "pbm-ifa-education");
        JsonNode next = list(officer, "&limit=1&after=" + page.path("next").asText());

        assertThat(List.of(page.at("/items/0/id").asText(), next.at("/items/0/id").asText())).isEqualTo(made);
        check("listReferrals", 400, officer.get("/v1/referrals?after=bm9uc2Vuc2U"));
    }

    @Test
    void isNotFoundByOtherToolsOfficesAndProvinces(SandboxEnvironment sandbox) {
        String id = refer(MEDICAL);
        String unknown = officer.get("/v1/referrals/REF-00000000000000000000000000").text();
        for (HubClient other : List.of(tool(sandbox, "another-tool", Map.of("office", "VSO-PB-LAHORE")),
                tool(sandbox, "vso-tool", Map.of("office", "VSO-PB-MULTAN", "province", "PK-PB")),
                tool(sandbox, "vso-tool", Map.of("province", "PK-SD")))) {
            Answer answer = other.get("/v1/referrals/" + id);
            check("getReferral", 404, answer);
            assertThat(answer.text()).isEqualTo(unknown);
            check("getReferralTimeline", 404, other.get("/v1/referrals/" + id + "/timeline"));
            check("cancelReferral", 404, other.post("/v1/referrals/" + id + "/cancel",
                    Map.of("reason", Map.of("code", "person.declined"))));
            assertThat(list(other, "").path("items")).isEmpty();
        }
        check("getReferral", 200, tool(sandbox, "vso-tool", Map.of("province", "PK-PB")).get("/v1/referrals/" + id));
    }

    @Test
    void showsASupervisorWhatTheOfficeDid(SandboxEnvironment sandbox) {
        String id = refer(MEDICAL);
        JsonNode seen = check("getReferral", 200, officer.as("SUPERVISOR").get("/v1/referrals/" + id));
        assertThat(seen.path("allowedTransitions")).extracting(JsonNode::asText)
                .containsExactly("cancel", "enter-in-error");
        check("getReferral", 404, tool(sandbox, "vso-supervisor", Map.of("office", "VSO-PB-MULTAN"),
                "referrals:correct").get("/v1/referrals/" + id));
    }

    @Test
    void knowsNoProtectedWitness() {
        String id = refer(MEDICAL);
        persons.flag(victim, Set.of("WITNESS_PROTECTED"));

        check("getReferral", 404, officer.get("/v1/referrals/" + id));
        check("getReferralTimeline", 404, officer.get("/v1/referrals/" + id + "/timeline"));
        check("cancelReferral", 404, officer.post("/v1/referrals/" + id + "/cancel",
                Map.of("reason", Map.of("code", "person.declined"))));
        check("getPartnerReferral", 404, officer.as("PBM").get("/v1/partner/referrals/" + id));
        assertThat(list(officer, "").path("items")).isEmpty();
    }
}
