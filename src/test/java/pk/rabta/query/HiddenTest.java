package pk.rabta.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.api.contract.Contract;
import pk.rabta.query.HiddenCalls.Call;
import pk.rabta.query.HiddenCalls.Ids;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.Faults;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.SqlEar;
import pk.rabta.sandbox.SqlEar.Heard;
import pk.rabta.sandbox.registry.RegistrySimulator;

/**
 * To ask for what is of a protected witness is to ask for nothing: the same answer to the letter, the same statements in
 * the same order, for every operation. Times are told, never judged.
 */
class HiddenTest extends Scene {

    private static final Logger LOG = LoggerFactory.getLogger(HiddenTest.class);
    private static final int TIMES = 5;

    @Autowired
    private Contract contract;
    @Autowired
    private Persons persons;
    @Autowired
    private SqlEar ear;

    private Ids hidden;
    private String key;
    private Object submitted;

    @BeforeEach
    void hideSomebody(RegistrySimulator registry) throws Exception {
        String other = victim;
        String otherConsent = consent();
        String otherReferral = refer(otherConsent, MEDICAL).at("/referrals/0/id").asText();
        // Known to the registry too: it is asked about whoever is named.
        victim = registry.personLike(RegistrySimulator.WIDOW, "9999900000951");
        String consent = consent();
        String document = document("CNIC_COPY");
        key = java.util.UUID.randomUUID().toString();
        submitted = submission(consent, MEDICAL);
        var answer = officer.post("/v1/referrals", submitted, key).body();
        String referral = answer.at("/referrals/0/id").asText();
        received(referral);
        jdbc.sql("update delivery set state = 'PARKED' where referral_id = :id").param("id", referral).update();
        String delivery = jdbc.sql("select id::text from delivery where referral_id = :id").param("id", referral)
                .query(String.class).single();
        hidden = new Ids(Map.of("VOT", victim, "REF", referral, "CAS", answer.path("caseId").asText(), "CNS", consent,
                "DOC", document, "MSG", delivery), other, otherConsent, otherReferral);
        assertThat(registry.flag(victim, "WITNESS_PROTECTED").status()).isEqualTo(200);
        org.awaitility.Awaitility.await().until(() -> persons.find(victim).orElseThrow().hidden());
    }

    @Test
    void nobodyCanTellAProtectedWitnessFromNobody() {
        List<String> differences = new ArrayList<>();
        List<Call> calls = HiddenCalls.all(contract.document(), consentOf(victim));
        assertThat(calls).hasSizeGreaterThan(35);
        for (Call call : calls) {
            HubClient client = officer.as(call.client());
            Ids nobody = new Ids(HiddenCalls.nobody(), hidden.other(), hidden.otherConsent(), hidden.otherReferral());
            HiddenPair pair = HiddenPair.ask(ear, client, call.request(), hidden, nobody);
            String name = call.operation() + " by " + call.client() + " " + call.request().apply(hidden).path();
            differences.addAll(pair.differences(name));
            boolean letIn = call.operation().equals("submitReferrals")
                    ? !pair.none().answer().text().contains("\"accepted\":0,\"repeated\":0,")
                    : pair.none().answer().status() < 400 && !call.operation().startsWith("list");
            if (letIn) {
                differences.add(name + " was let in: " + pair.none().answer());
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void aRepeatIsAnsweredAsTheFirstRequestAboutNobody() {
        Map<String, Object> unknown = new TreeMap<>(Map.of("consentId", HiddenCalls.nobody().get("CNS"), "programmes",
                List.of(Map.of("id", COUNSELLING)), "documents", List.of()));
        unknown.put("victim", Map.of("registryId", HiddenCalls.nobody().get("VOT")));
        Heard<Answer> none = ear.during(() -> officer.post("/v1/referrals", unknown));
        Heard<Answer> one = ear.during(() -> officer.post("/v1/referrals", submitted, key));
        assertThat(one.answer().status()).isEqualTo(422);
        assertThat(one.answer().text()).isEqualTo(none.answer().text());
        assertThat(one.statements()).isEqualTo(none.statements());
    }

    @Test
    void whileTheRegistryIsAwayBothAreTakenDownAndTurnOutToBeNobody(RegistrySimulator registry) {
        registry.faults().storm(503, Faults.ALWAYS);
        Ids nobody = new Ids(HiddenCalls.nobody(), hidden.other(), hidden.otherConsent(), hidden.otherReferral());
        List<String> ends = new ArrayList<>();
        for (Ids ids : List.of(nobody, hidden)) {
            Map<String, Object> record = new TreeMap<>(consentOf(ids.id("VOT")));
            Answer consent = officer.post("/v1/consents", record);
            assertThat(consent.status()).as(consent.text()).isEqualTo(201);
            Answer referral = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", ids.id("VOT")),
                    "consentId", consent.body().path("id").asText(), "needs", List.of(Map.of("code", "MHPSS.TRAUMA")),
                    "programmes", List.of(Map.of("id", COUNSELLING))));
            assertThat(referral.status()).as(referral.text()).isEqualTo(202);
            String id = referral.body().at("/referrals/0/id").asText();
            assertThat(get(id).path("status").asText()).isEqualTo("WAITING");
            ends.add(id);
        }
        registry.faults().clear();
        for (String id : ends) {
            org.awaitility.Awaitility.await().atMost(java.time.Duration.ofSeconds(40)).untilAsserted(() ->
                    assertThat(get(id).at("/reason/code").asText()).isEqualTo("person.not-found"));
        }
    }

    /** For the report: medians of a few calls, in microseconds. */
    @Test
    void tellsHowLongBothTake() {
        for (Call call : HiddenCalls.all(contract.document(), consentOf(victim))) {
            HubClient client = officer.withToken(token(call.client()));
            List<Long> none = new ArrayList<>();
            List<Long> one = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                Ids nobody = new Ids(HiddenCalls.nobody(), hidden.other(), hidden.otherConsent(), hidden.otherReferral());
                none.add(micros(client, call.request().apply(nobody)));
                one.add(micros(client, call.request().apply(hidden)));
            }
            LOG.info("median of {} in us: nobody {}, hidden {}", call.operation(), median(none), median(one));
        }
    }

    private String token(String client) {
        return officer.as(client).request("/v1/events").build().headers().firstValue("Authorization").orElseThrow()
                .substring("Bearer ".length());
    }

    private static long micros(HubClient client, HiddenCalls.Request request) {
        long start = System.nanoTime();
        HiddenCalls.send(client, request);
        return (System.nanoTime() - start) / 1000;
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }
}
