package pk.rabta.referral.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.People;

/** What must not be queued is refused with its place, the same by a dry run, and nothing of it is stored. */
@HubTest
@PartnersPaused("prosecution-kp")
class RefusedIntakeTest {

    private static final List<String> WAYS = List.of("", "?dryRun=true");
    private static final String LINK = "prosecution-kp-case-link";

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;

    private People people;
    private String victim;
    private String consent;

    @BeforeEach
    void somebody() {
        people = new People(hub);
        victim = people.widow();
        consent = people.consent(victim, List.of("prosecution-kp"), List.of("JUSTICE"));
    }

    private Map<String, Object> body(Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of("victim", Map.of("registryId", victim), "consentId", consent));
        body.putAll(more);
        return body;
    }

    private void refused(HubClient officer, Map<String, Object> more, String type, String... pointersAndCodes) {
        int before = referrals();
        for (String way : WAYS) {
            HubClient.Answer answer = officer.post("/v1/referrals" + way, body(more));
            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            assertThat(answer.isProblem(type)).as(answer.text()).isTrue();
            assertThat(answer.body().path("violations")).map(v -> v.path("pointer").asText() + " " + v.path("code").asText())
                    .containsExactly(pointersAndCodes);
        }
        assertThat(referrals()).isEqualTo(before);
    }

    private int referrals() {
        return jdbc.sql("select count(*) from referral where victim_id = :victim").param("victim", victim)
                .query(Integer.class).single();
    }

    @Test
    void aBasisThatKeepsBackWhatTheProgrammeNeedsIsNone(HubClient officer) {
        consent = people.consent(victim, List.of("bisp", "pbm"), List.of("SOCIAL_PROTECTION"), List.of("CONTACT"));
        Map<String, Object> chosen = Map.of("programmes", List.of(Map.of("id", "bisp-kafaalat"),
                Map.of("id", "pbm-ifa-medical")));
        refused(officer, chosen, "consent-missing", "/programmes/0 consent.scope-too-narrow",
                "/programmes/1 consent.scope-too-narrow");
        assertThat(officer.post("/v1/referrals", body(chosen)).body().at("/violations").findValuesAsText("message"))
                .satisfiesExactly(
                        bisp -> assertThat(bisp).contains("bisp-kafaalat", "victim.identifiers", "data scopes IDENTITY_MIN."),
                        pbm -> assertThat(pbm).contains("IDENTITY_MIN", "HOUSEHOLD", "HEALTH").doesNotContain("CASE"));
        refused(officer, Map.of("needs", List.of(Map.of("code", "FIN.INCOME_LOSS"))), "consent-missing",
                "/needs consent.scope-too-narrow");
    }

    @Test
    void whatTheBasisKeepsBackIsLeftOutOfAMatchWhichSaysSo(HubClient officer) {
        consent = people.consent(victim, List.of("bisp", "health-pb"), List.of("SOCIAL_PROTECTION", "MHPSS"),
                List.of("CONTACT"));
        Map<String, Object> needs = Map.of("needs", List.of(Map.of("code", "FIN.INCOME_LOSS"),
                Map.of("code", "MHPSS.TRAUMA")));
        for (String way : List.of("?dryRun=true", "")) {
            HubClient.Answer answer = officer.post("/v1/referrals" + way, body(needs));
            assertThat(answer.body().at("/referrals").findValuesAsText("programme")).as(answer.text())
                    .containsExactly("health-pb-trauma-counselling");
            assertThat(answer.body().at("/referrals/0/advice")).anySatisfy(advice -> {
                assertThat(advice.path("code").asText()).isEqualTo("left-out");
                assertThat(advice.path("text").asText()).contains("bisp-kafaalat", "IDENTITY_MIN");
            });
        }
    }

    @Test
    void documentsOfSomebodyElseOrOfAnotherToolOrOfficeAreNotAttached(HubClient officer) {
        String own = document(officer, victim);
        String foreign = document(officer, people.widow());
        String elsewhere = document(officer, victim);
        jdbc.sql("update document set client_id = 'another-tool' where id = :id").param("id", elsewhere).update();
        String office = document(officer, victim);
        jdbc.sql("update document set office = 'VSO-KP-PESHAWAR' where id = :id").param("id", office).update();
        refused(officer, Map.of("documents", List.of(own, foreign, office), "programmes",
                List.of(Map.of("id", LINK, "documents", List.of(elsewhere, own)))), "unknown-reference",
                "/documents/1 unknown-document", "/documents/2 unknown-document", "/programmes/0/documents/0 unknown-document");
    }

    private static String document(HubClient officer, String person) {
        return officer.post("/v1/documents", Map.of("victim", Map.of("registryId", person), "type", "CNIC_COPY",
                "sha256", "0".repeat(64), "mediaType", "application/pdf")).body().path("id").asText();
    }

    private Map<String, Object> replacing(String referral) {
        return Map.of("programmes", List.of(Map.of("id", LINK, "replaces", referral)));
    }

    private static String cancelled(HubClient officer, Map<String, Object> body) {
        HubClient.Answer answer = officer.post("/v1/referrals", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String id = answer.body().at("/referrals/0/id").asText();
        assertThat(officer.post("/v1/referrals/" + id + "/cancel", Map.of("reason", Map.of("code", "person.withdrew")))
                .status()).isEqualTo(200);
        return id;
    }

    @Test
    void onlyAReferralOfThisPersonThatCameToNothingIsReplaced(HubClient officer) {
        String[] unknown = {"/programmes/0/replaces unknown-referral"};
        refused(officer, replacing("REF-AAAAAAAAAAAA"), "unknown-reference", unknown);
        String mine = cancelled(officer, body(Map.of("programmes", List.of(Map.of("id", LINK)))));
        String other = people.widow();
        String theirs = cancelled(officer, Map.of("victim", Map.of("registryId", other), "consentId",
                people.consent(other, List.of("prosecution-kp"), List.of("JUSTICE")), "programmes",
                List.of(Map.of("id", LINK))));
        refused(officer, replacing(theirs), "unknown-reference", unknown);

        jdbc.sql("update referral set client_id = 'another-tool' where id = :id").param("id", mine).update();
        refused(officer, replacing(mine), "unknown-reference", unknown);
        jdbc.sql("update referral set client_id = 'vso-tool' where id = :id").param("id", mine).update();

        for (String status : List.of("COMPLETED", "ENTERED_IN_ERROR")) {
            jdbc.sql("update referral set status = :status where id = :id").param("status", status).param("id", mine)
                    .update();
            refused(officer, replacing(mine), "unknown-reference", "/programmes/0/replaces not-replaceable");
        }
        jdbc.sql("update referral set status = 'REJECTED' where id = :id").param("id", mine).update();
        HubClient.Answer answer = officer.post("/v1/referrals", body(replacing(mine)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    @Test
    void whatWasAskedForUnderAMergedIdIsReplacedUnderTheOther(HubClient officer) {
        String survivor = people.widow();
        String mine = cancelled(officer, body(Map.of("programmes", List.of(Map.of("id", LINK)))));
        people.merge(victim, survivor);
        victim = survivor;
        consent = people.consent(victim, List.of("prosecution-kp"), List.of("JUSTICE"));
        HubClient.Answer answer = officer.post("/v1/referrals", body(replacing(mine)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    @Test
    void nobodyWhoHasDiedIsReferred(HubClient officer) {
        people.die(victim);
        refused(officer, Map.of("programmes", List.of(Map.of("id", LINK))), "rule-violated",
                "/programmes/0 person.deceased");
        refused(officer, Map.of("needs", List.of(Map.of("code", "JUSTICE.CASE_LINK"))), "rule-violated",
                "/needs person.deceased");
    }
}
