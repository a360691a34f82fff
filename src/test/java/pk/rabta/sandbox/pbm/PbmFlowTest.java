package pk.rabta.sandbox.pbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.HubClient;

/** The whole way of a referral to Bait-ul-Mal and back, over SOAP both ways. */
class PbmFlowTest extends PbmScene {

    @Test
    void asksForThePaperThenSanctions() {
        String referral = flow.refer(Map.of());
        flow.awaitBusinessStatus(referral, "documents-requested");
        assertThat(flow.status(referral)).isEqualTo("IN_PROGRESS");
        assertThat(flow.text("select partner_reference from referral where id = :id", referral))
                .startsWith("PBM/IFA/LHR/");
        flow.addRecommendation(referral);
        flow.awaitStatus(referral, "COMPLETED");
        assertThat(flow.text("select outcome::text from referral where id = :id", referral)).contains("SERVICE_DELIVERED");
        assertThat(office.ledger().effects(referral)).extracting("kind").containsExactly("application", "answer");
        assertThat(flow.text("select count(*) from enrolment where referral_id = :id", referral)).isEqualTo("1");
    }

    @Test
    void tellsOnlyWhatTheOfficeNeeds() {
        String referral = flow.refer(Map.of());
        office.ledger().awaitEntry("application", referral);
        String application = office.application(referral);
        assertThat(application).contains("Zarmina Invented", "<government>true", "VSO-PB-001")
                .doesNotContain("BLAST", "INC-", "CTD", "PESHAWAR", "923000000122", "LZC-", "DEATH_OF_RELATIVE");
    }

    @Test
    void takesARefusalWithItsReason() {
        String referral = flow.refer(Map.of("declarations",
                Map.of("govtServantFamily", true, "otherAid", List.of())));
        flow.awaitStatus(referral, "REJECTED");
        assertThat(flow.text("select reason::text from referral where id = :id", referral))
                .contains("eligibility.govt-servant-family", "GOVT_SERVANT_FAMILY");
    }

    @Test
    void refusesAnApplicationThatLacksWhatTheFormAsksBeforeItIsQueued() {
        HubClient.Answer answer = flow.submit(Map.of("patient", Map.of("sameAsApplicant", false)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().at("/violations").findValuesAsText("pointer")).containsExactly(
                "/details/patient/relation", "/details/patient/name", "/details/patient/identifier");
    }

    @Test
    void closesTheCaseThatIsWithdrawn() {
        String referral = flow.refer(Map.of());
        flow.awaitBusinessStatus(referral, "documents-requested");
        flow.cancel(referral);
        flow.awaitStatus(referral, "CANCELLED");
        assertThat(office.ledger().effects(referral)).extracting("kind").containsExactly("application", "withdrawal");
        assertThat(office.application(referral)).as("asked to be erased").isEmpty();
    }

    @Test
    void whatShouldNeverHaveBeenIsErasedThereToo(HubClient officer) {
        String referral = flow.refer(Map.of());
        flow.awaitBusinessStatus(referral, "documents-requested");
        HubClient.Answer answer = officer.as("SUPERVISOR").post("/v1/referrals/" + referral + "/entered-in-error",
                Map.of("reason", Map.of("code", "identity.mismatch", "text", "Another person")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        office.ledger().awaitEntry("withdrawal", referral);
        assertThat(office.application(referral)).isEmpty();
        assertThat(office.contact(referral)).isEmpty();
    }

    @Test
    void aNewContactReachesTheOfficeAndSoDoThePapersAfterIt(HubClient officer) {
        String referral = flow.refer(Map.of());
        flow.awaitBusinessStatus(referral, "documents-requested");
        HubClient.Answer amended = officer.change("PATCH", "/v1/referrals/" + referral,
                Map.of("contact", Map.of("vso", "VSO-PB-014", "safeHours", "16:00-17:00", "officerSex", "F")), "*");
        assertThat(amended.status()).as(amended.text()).isEqualTo(200);
        assertThat(amended.body().has("advice")).isFalse();
        office.ledger().awaitEntry("contact", referral);
        assertThat(office.contact(referral)).contains("VSO-PB-014", "16:00-17:00", "femaleOfficer>true")
                .doesNotContain("VSO-PB-001");
        flow.addRecommendation(referral);
        flow.awaitStatus(referral, "COMPLETED");
        assertThat(flow.text("select count(*) from delivery where referral_id = :id and state = 'PARKED'", referral))
                .isEqualTo("0");
    }

    @Test
    void anAnswerOfWordsReachesTheOfficeAndSoDoesThePaperAfterIt(HubClient officer) {
        String referral = flow.refer(Map.of());
        flow.awaitBusinessStatus(referral, "documents-requested");
        HubClient.Answer answer = officer.post("/v1/referrals/" + referral + "/answers",
                Map.of("text", "The committee meets on Monday.\n\tThe paper follows."));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.body().has("advice")).isFalse();
        office.ledger().awaitEntry("answer", referral);
        assertThat(office.answers(referral)).containsExactly("The committee meets on Monday.\n\tThe paper follows.");
        assertThat(flow.text("select string_agg(detail::text, ' ') from delivery where referral_id = :id", referral))
                .as("the words stay sealed").doesNotContain("Monday");
        HubClient.Answer attached = officer.post("/v1/referrals/" + referral + "/documents",
                Map.of("documentId", flow.recommendation(referral)));
        assertThat(attached.status()).as(attached.text()).isEqualTo(200);
        flow.awaitStatus(referral, "COMPLETED");
        assertThat(office.ledger().effects(referral)).extracting("kind")
                .containsExactly("application", "answer", "documents");
    }

    @Test
    void aFactThatWasCorrectedReachesTheOfficeWithTheOthers(HubClient officer) {
        String referral = flow.refer(Map.of());
        flow.awaitBusinessStatus(referral, "documents-requested");
        HubClient.Answer answer = officer.post("/v1/referrals/" + referral + "/answers",
                Map.of("details", Map.of("hospital", Map.of("estimatePkr", 300_000))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        office.ledger().awaitEntry("answer", referral);
        assertThat(flow.text("select state from delivery where referral_id = :id and message = 'answer'", referral))
                .isNotEqualTo("PARKED");
    }
}
