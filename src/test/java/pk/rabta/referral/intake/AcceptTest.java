package pk.rabta.referral.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.People;

@HubTest
class AcceptTest {

    private static final String PROGRAMME = "prosecution-kp-case-link";

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

    private Map<String, Object> submission(String... programmes) {
        return Map.of("victim", Map.of("registryId", victim), "consentId", consent,
                "programmes", List.of(programmes).stream().map(id -> Map.of("id", id)).toList());
    }

    private int referrals() {
        return jdbc.sql("select count(*) from referral where victim_id = :victim").param("victim", victim)
                .query(Integer.class).single();
    }

    @Test
    void acceptsAndStoresEverythingAtOnce(HubClient officer) {
        HubClient.Answer answer = officer.post("/v1/referrals", submission(PROGRAMME));

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String id = answer.body().at("/referrals/0/id").asText();
        assertThat(answer.body().at("/referrals/0/status").asText()).isEqualTo("REQUESTED");
        assertThat(jdbc.sql("select status from referral where id = :id").param("id", id).query(String.class).single())
                .isIn("REQUESTED", "RECEIVED", "ACCEPTED", "IN_PROGRESS");
        assertThat(count("referral_event", id)).isPositive();
        assertThat(count("delivery", id)).isEqualTo(1);
        assertThat(count("audit_leaf", id)).isPositive();
    }

    private int count(String table, String referral) {
        return jdbc.sql("select count(*) from " + table + " where referral_id = :id").param("id", referral)
                .query(Integer.class).single();
    }

    @Test
    void givesTheStoredAnswerToARepeat(HubClient officer) {
        String key = UUID.randomUUID().toString();
        HubClient.Answer first = officer.post("/v1/referrals", submission(PROGRAMME), key);
        HubClient.Answer second = officer.post("/v1/referrals", submission(PROGRAMME), key);

        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(referrals()).isEqualTo(1);
    }

    @Test
    void refusesAKeyThatStandsForAnotherRequest(HubClient officer) {
        String key = UUID.randomUUID().toString();
        officer.post("/v1/referrals", submission(PROGRAMME), key);
        HubClient.Answer other = officer.post("/v1/referrals",
                Map.of("victim", Map.of("registryId", victim), "consentId", consent,
                        "needs", List.of(Map.of("code", "JUSTICE.CASE_LINK"))), key);

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.isProblem("idempotency-key-reused")).isTrue();
    }

    @Test
    void storesOnceWhenTheSameRequestComesTwentyTimesAtOnce(HubClient officer) throws Exception {
        String key = UUID.randomUUID().toString();
        List<Future<HubClient.Answer>> answers = new ArrayList<>();
        try (ExecutorService tools = Executors.newFixedThreadPool(20)) {
            for (int i = 0; i < 20; i++) {
                answers.add(tools.submit(() -> officer.post("/v1/referrals", submission(PROGRAMME), key)));
            }
        }
        for (Future<HubClient.Answer> answer : answers) {
            assertThat(answer.get().status()).as(answer.get().text()).isIn(202, 409);
        }
        assertThat(referrals()).isEqualTo(1);
    }

    @Test
    void refusesASecondOpenReferralToTheSameProgramme(HubClient officer) {
        officer.post("/v1/referrals", submission(PROGRAMME));
        HubClient.Answer again = officer.post("/v1/referrals", submission(PROGRAMME));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.isProblem("duplicate-referral")).isTrue();
        assertThat(again.body().at("/violations/0/pointer").asText()).isEqualTo("/programmes/0");
    }

    @Test
    void queuesNothingWithoutABasis(HubClient officer) {
        Map<String, Object> without = Map.of("victim", Map.of("registryId", victim),
                "programmes", List.of(Map.of("id", PROGRAMME)));
        HubClient.Answer missing = officer.post("/v1/referrals", without);
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.isProblem("consent-missing")).isTrue();

        consent = people.consent(victim, List.of("health-pb"), List.of("MHPSS"));
        HubClient.Answer narrow = officer.post("/v1/referrals", submission(PROGRAMME));
        assertThat(narrow.status()).isEqualTo(422);
        assertThat(narrow.body().at("/violations/0/code").asText()).isEqualTo("consent.scope-too-narrow");
        assertThat(referrals()).isZero();
    }

    @Test
    void namesEveryUnknownProgrammeAndStoresNothing(HubClient officer) {
        HubClient.Answer answer = officer.post("/v1/referrals", submission("no-such", PROGRAMME, "nor-this"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("violations")).hasSize(2);
        assertThat(answer.body().at("/violations/1/pointer").asText()).isEqualTo("/programmes/2/id");
        assertThat(referrals()).isZero();
    }

    @Test
    void namesEveryUnknownNeedAndDocumentAndStoresNothing(HubClient officer) {
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", consent, "needs", List.of(Map.of("code", "JUSTICE.CASE_LINK"), Map.of("code", "NO.SUCH")),
                "programmes", List.of(Map.of("id", PROGRAMME, "need", "NOR.THIS", "documents",
                        List.of("DOC-00000000000000000000000000")))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.isProblem("unknown-reference")).isTrue();
        assertThat(answer.body().at("/violations").findValuesAsText("pointer"))
                .containsExactly("/needs/1/code", "/programmes/0/need", "/programmes/0/documents/0");
        assertThat(referrals()).isZero();
    }

    @Test
    void takesNoDocumentOfAnotherPerson(HubClient officer) {
        String other = people.widow();
        String document = officer.post("/v1/documents", Map.of("victim", Map.of("registryId", other), "type",
                "CNIC_COPY", "sha256", "0".repeat(64), "mediaType", "application/pdf")).body().path("id").asText();
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", consent, "documents", List.of(document), "programmes", List.of(Map.of("id", PROGRAMME))));

        assertThat(document).startsWith("DOC-");
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.body().at("/violations/0/pointer").asText()).isEqualTo("/documents/0");
        assertThat(referrals()).isZero();
    }

    @Test
    void matchesNeedsToProgrammes(HubClient officer) {
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", consent, "needs", List.of(Map.of("code", "JUSTICE.CASE_LINK", "urgency", "URGENT"))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.body().at("/referrals/0/programme").asText()).isEqualTo(PROGRAMME);
    }

    @Test
    void refusesAtOnceWhatNoMessageCouldBeMadeOf(HubClient officer) {
        String both = people.consent(victim, List.of("health-pb", "pbm"), List.of("MHPSS", "SOCIAL_PROTECTION"));
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", both, "programmes", List.of(Map.of("id", "health-pb-trauma-counselling"),
                Map.of("id", "pbm-ifa-medical", "details", Map.of("incomePkr", 28_000)))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().at("/violations").findValuesAsText("pointer")).containsExactly("/needs",
                "/programmes/1/details/declarations/govtServantFamily", "/programmes/1/details/hospital/code",
                "/programmes/1/details/hospital/government", "/programmes/1/details/hospital/estimatePkr");
        assertThat(referrals()).isZero();
    }

    @Test
    void leavesOutOfAMatchWhatNoMessageCouldBeMadeOfAndSaysSo(HubClient officer) {
        String both = people.consent(victim, List.of("health-pb", "pbm"), List.of("MHPSS", "HEALTH",
                "SOCIAL_PROTECTION"));
        HubClient.Answer answer = officer.post("/v1/referrals?dryRun=true", Map.of("victim",
                Map.of("registryId", victim), "consentId", both, "needs", List.of(Map.of("code", "HEALTH.SURGERY"),
                Map.of("code", "MHPSS.CHILD"))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().at("/referrals").findValuesAsText("programme")).isNotEmpty()
                .doesNotContain("pbm-ifa-medical");
        assertThat(answer.text()).contains("pbm-ifa-medical was left out: it needs details.incomePkr");
    }

    @Test
    void answersADryRunAndStoresNothing(HubClient officer) {
        HubClient.Answer answer = officer.post("/v1/referrals?dryRun=true", submission(PROGRAMME));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().path("dryRun").asBoolean()).isTrue();
        assertThat(answer.body().at("/referrals/0/wouldDisclose").toString()).contains("referral.id");
        assertThat(answer.text()).doesNotContain("Zarmina", "9999900");
        assertThat(referrals()).isZero();
    }

    @Test
    void refusesADocumentThatNobodyRegisteredAndStoresNothing(HubClient officer) {
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", consent, "documents", List.of("DOC-00000000000000000000000000"),
                "programmes", List.of(Map.of("id", PROGRAMME))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(referrals()).isZero();
    }
}
