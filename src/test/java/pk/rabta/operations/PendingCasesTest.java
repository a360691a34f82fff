package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.api.ResponseContract;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Seeds;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** Cases that are matched only when the registry has been read. */
@HubTest
class PendingCasesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Known to the simulated registry, and to no other test. */
    private static final String LATER_KNOWN = "VOT-5N9R-24FX-1";

    @Autowired
    private MeterRegistry meters;
    @Autowired
    private Seeds seeds;
    @Autowired
    private Persons persons;
    @Autowired
    private JdbcClient jdbc;

    @Test
    void a_case_taken_in_while_the_registry_was_away_is_matched_once(HubClient officer, RegistrySimulator registry) {
        persons.ensure(LATER_KNOWN);
        seeds.unread(LATER_KNOWN);
        registry.faults().refuse();
        HubClient.Answer taken = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", LATER_KNOWN),
                "consentId", consent(LATER_KNOWN, "health-pb"), "needs", List.of(Map.of("code", "MHPSS.TRAUMA"))));
        assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
        assertThat(taken.body().path("caseStatus").asText()).isEqualTo("matching-pending");
        String caseId = taken.body().path("caseId").asText();
        Counter accepted = meters.counter("rabta.referrals.accepted", "partner", "health-pb");
        double before = accepted.count();

        registry.faults().accept();
        await().atMost(PATIENCE).until(() -> officer.get("/v1/cases/" + caseId).body().path("status").asText(),
                "open"::equals);
        assertThat(jdbc.sql("select programme_id from referral where case_id = :id").param("id", caseId)
                .query(String.class).list()).containsExactly("health-pb-trauma-counselling");
        assertThat(jdbc.sql("select detail ->> 'referrals' from referral_event where case_id = :id "
                + "and type = 'case.matched'").param("id", caseId).query(String.class).list()).containsExactly("1");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(accepted.count())
                .as("what a case was matched to is taken in").isEqualTo(before + 1));
        assertThat(jdbc.sql("select request is null from case_file where id = :id").param("id", caseId)
                .query(Boolean.class).single()).isTrue();
    }

    @Test
    void what_needs_no_registry_is_refused_while_it_is_away(HubClient officer, RegistrySimulator registry) {
        String person = seeds.person();
        seeds.unread(person);
        registry.faults().refuse();
        String consent = consent(person, "health-pb");
        refused(needs(officer, person, consent, "NO.SUCH"), "unknown-reference", "/needs/0/code");
        refused(officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", person), "consentId", consent,
                "needs", List.of(Map.of("code", "MHPSS.TRAUMA")), "documents",
                List.of("DOC-00000000000000000000000000"))), "unknown-reference", "/documents/0");
        // No programme that this consent covers serves it anywhere.
        refused(needs(officer, person, consent, "JUSTICE.CASE_LINK"), "no-programme-fits", "");
        // The only programmes that serve it cannot do without details.
        refused(needs(officer, person, consent(person, "pbm"), "HEALTH.TREATMENT_COST"), "validation-failed",
                "/details/incomePkr");
        jdbc.sql("update consent set valid_to = valid_from where id = :id").param("id", consent).update();
        refused(needs(officer, person, consent, "MHPSS.TRAUMA"), "consent-missing", "");
        assertThat(jdbc.sql("select count(*) from case_file where victim_id = :id").param("id", person)
                .query(Long.class).single()).isZero();
    }

    private static void refused(HubClient.Answer answer, String type, String pointer) {
        assertThat(answer.isProblem(type)).as(answer.toString()).isTrue();
        assertThat(answer.body().at("/violations/0/pointer").asText()).isEqualTo(pointer);
    }

    private static HubClient.Answer needs(HubClient officer, String person, String consent, String need) {
        return officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", person), "consentId", consent,
                "needs", List.of(Map.of("code", need))));
    }

    @Test
    void a_pending_case_whose_consent_is_withdrawn_is_told_with_its_reason(HubClient officer,
                                                                          RegistrySimulator registry) {
        String person = seeds.person();
        String consent = officer.post("/v1/consents", Map.of("victim", Map.of("registryId", person), "basis", "CONSENT",
                "givenBy", "SELF", "capacity", "ADULT", "purposes", List.of("MHPSS"), "recipients",
                List.of("health-pb"), "dataScopes", List.of("IDENTITY_MIN"), "method", "THUMB"))
                .body().path("id").asText();
        seeds.unread(person);
        registry.faults().refuse();
        String caseId = needs(officer, person, consent, "MHPSS.TRAUMA").body().path("caseId").asText();
        assertThat(read(officer, caseId).path("status").asText()).isEqualTo("matching-pending");

        HubClient.Answer withdrawn = officer.post("/v1/consents/" + consent + "/withdraw",
                Map.of("withdrawnBy", "SELF"));
        assertThat(withdrawn.status()).as(withdrawn.toString()).isEqualTo(200);
        assertThat(read(officer, caseId).path("status").asText()).isEqualTo("closed");
        assertThat(read(officer, caseId).at("/reason/code").asText()).isEqualTo("consent.withdrawn");
        assertThat(read(officer, caseId).at("/reason/text").asText()).isEqualTo("The person withdrew consent");
        await().atMost(PATIENCE).until(() -> told(officer, caseId), List.of("case.unmatched")::equals);
    }

    @Test
    void a_pending_case_whose_consent_has_run_out_says_so(HubClient officer, RegistrySimulator registry) {
        String person = registry.personLike(RegistrySimulator.WIDOW, "9999900000952");
        persons.ensure(person);
        String consent = consent(person, "health-pb");
        registry.faults().refuse();
        String caseId = needs(officer, person, consent, "MHPSS.TRAUMA").body().path("caseId").asText();
        jdbc.sql("update consent set valid_to = valid_from where id = :id").param("id", consent).update();
        registry.faults().accept();
        await().atMost(PATIENCE).until(() -> told(officer, caseId), List.of("case.unmatched")::equals);
        assertThat(read(officer, caseId).at("/reason/code").asText()).isEqualTo("consent.expired");
    }

    @Test
    void a_pending_case_of_somebody_who_died_meanwhile_is_closed_and_says_so(HubClient officer,
                                                                             RegistrySimulator registry) throws Exception {
        String person = registry.personLike(RegistrySimulator.WIDOW, "9999900000953");
        String caseId = pending(officer, registry, person);
        registry.die(person);
        registry.faults().accept();
        unmatched(officer, caseId, "person.deceased");
    }

    @Test
    void so_is_one_of_somebody_whom_the_registry_keeps_under_another_id_now(HubClient officer,
                                                                            RegistrySimulator registry) throws Exception {
        String person = registry.personLike(RegistrySimulator.WIDOW, "9999900000954");
        String caseId = pending(officer, registry, person);
        registry.merge(person, RegistrySimulator.WIDOW);
        registry.faults().accept();
        unmatched(officer, caseId, "person.merged");
    }

    private String pending(HubClient officer, RegistrySimulator registry, String person) {
        persons.ensure(person);
        String consent = consent(person, "health-pb");
        registry.faults().refuse();
        String caseId = needs(officer, person, consent, "MHPSS.TRAUMA").body().path("caseId").asText();
        assertThat(read(officer, caseId).path("status").asText()).isEqualTo("matching-pending");
        return caseId;
    }

    private void unmatched(HubClient officer, String caseId, String reason) {
        await().atMost(PATIENCE).until(() -> told(officer, caseId), List.of("case.unmatched")::equals);
        assertThat(read(officer, caseId).path("status").asText()).isEqualTo("closed");
        assertThat(read(officer, caseId).at("/reason/code").asText()).isEqualTo(reason);
        assertThat(jdbc.sql("select count(*) from referral where case_id = :id").param("id", caseId)
                .query(Long.class).single()).isZero();
        assertThat(jdbc.sql("select request is null from case_file where id = :id").param("id", caseId)
                .query(Boolean.class).single()).as("what was kept to match it").isTrue();
    }

    private static JsonNode read(HubClient officer, String caseId) {
        HubClient.Answer read = officer.get("/v1/cases/" + caseId);
        ResponseContract.check("getCase", 200, read);
        return read.body();
    }

    private static List<String> told(HubClient officer, String caseId) {
        List<String> types = new ArrayList<>();
        officer.get("/v1/events?type=case.matched,case.unmatched&limit=200").body().path("items").forEach(event -> {
            if (event.toString().contains(caseId)) {
                types.add(event.path("type").asText());
            }
        });
        return types;
    }

    private String consent(String person, String partner) {
        return seeds.consent(person, "vso-tool", List.of(partner));
    }
}
