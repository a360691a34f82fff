package pk.rabta.referral.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.Scene;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;

/** A tool with a consent for one partner learns of no other: neither what is open there, nor what flags would say. */
class BasisFirstTest extends Scene {

    private static final String GUZARA = "zakat-pb-guzara";

    @Autowired
    private Persons persons;
    private HubClient other;

    @BeforeEach
    void anotherToolOfAnotherOffice(SandboxEnvironment sandbox) {
        other = tool(sandbox, "other-tool", Map.of("vso", "VSO-PB-555", "office", "VSO-PB-MULTAN", "province", "PK-PB"));
    }

    /** The other tool's answer where its consent covers Bait-ul-Mal alone. */
    private Map.Entry<Integer, String> asked(String... programmes) {
        Map<String, Object> record = new HashMap<>(consentOf(victim));
        record.put("recipients", List.of("pbm"));
        record.put("purposes", List.of("SOCIAL_PROTECTION"));
        String consent = check("recordConsent", 201, other.post("/v1/consents", record)).path("id").asText();
        Map<String, Object> submission = new HashMap<>(submission(consent, programmes));
        if (programmes.length == 0) {
            submission.remove("programmes");
        }
        HubClient.Answer answer = other.post("/v1/referrals?dryRun=true", submission);
        return Map.entry(answer.status(), answer.text().replace(consent, "").replace(victim, ""));
    }

    @Test
    void whatIsOpenElsewhereIsToldForWhatTheBasisCoversAlone() {
        var beforeCounselling = asked(COUNSELLING);
        var beforeMedical = asked(MEDICAL);
        String consent = consent();
        refer(consent, COUNSELLING);
        refer(consent, GUZARA);

        assertThat(asked(COUNSELLING)).isEqualTo(beforeCounselling).satisfies(answer ->
                assertThat(answer.getValue()).contains("consent-missing").doesNotContain("open-referral"));
        assertThat(asked(MEDICAL)).as("the advice that Zakat is open too is not for a tool that may not ask it")
                .isEqualTo(beforeMedical);

        refer(consent, MEDICAL);
        assertThat(asked(MEDICAL).getValue()).as("what it may ask for it may know of").contains("open-referral");
    }

    @Test
    void flagsAreToldForWhatTheBasisCoversAlone() {
        var before = asked(GUZARA);
        ObjectNode flagged = people.victim(victim, 4713);
        flagged.putArray("flags").add("MINORITY_AT_RISK");
        persons.flag(victim, Set.of("MINORITY_AT_RISK"));
        persons.store(flagged, persons.asking(victim));
        assertThat(check("submitReferral", 422, officer.post("/v1/referrals", submission(consent(), GUZARA)))
                .at("/violations/0/code").asText()).isEqualTo("protection-rule");

        assertThat(asked(GUZARA)).isEqualTo(before);
    }

    @Test
    void aDeathIsToldForWhatTheBasisCoversAlone() {
        Map<String, Object> record = new HashMap<>(consentOf(victim));
        record.put("recipients", List.of("pbm"));
        String consent = check("recordConsent", 201, other.post("/v1/consents", record)).path("id").asText();
        String before = other.post("/v1/referrals?dryRun=true", submission(consent, COUNSELLING)).text();

        people.die(victim);

        assertThat(other.post("/v1/referrals?dryRun=true", submission(consent, COUNSELLING)).text()).isEqualTo(before);
        assertThat(other.post("/v1/referrals?dryRun=true", submission(consent, MEDICAL)).text()).contains("person.deceased");
    }
}
