package pk.rabta.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.query.Scene;

/** Who spoke is looked at again once the registry knows better, not only when it was written down. */
class CapacityTest extends Scene {

    private String recorded(Map<String, Object> other) {
        Map<String, Object> record = new HashMap<>(consentOf(victim));
        record.putAll(other);
        return check("recordConsent", 201, officer.post("/v1/consents", record)).path("id").asText();
    }

    private void refusedForItsCapacity(String consent) {
        for (String path : List.of("/v1/referrals?dryRun=true", "/v1/referrals")) {
            JsonNode problem = check("submitReferral", 422, officer.post(path, submission(consent, COUNSELLING)));
            assertThat(problem.at("/violations/0/code").asText()).isEqualTo("consent.capacity");
        }
        Map<String, Object> needsOnly = new HashMap<>(submission(consent));
        needsOnly.remove("programmes");
        assertThat(check("submitReferral", 422, officer.post("/v1/referrals", needsOnly)).path("type").asText())
                .endsWith("consent-missing");
    }

    @Test
    void anHeirOfSomebodyWhoIsAlive() {
        people.die(victim);
        String consent = recorded(Map.of("capacity", "DECEASED", "givenBy", "HEIR", "relationship", "uncle"));

        people.registrySays(people.victim(victim, 811));

        refusedForItsCapacity(consent);
    }

    /** A record of anybody tells nothing by the way of its refusal, and asking leaves a trace. */
    @Test
    void aRefusalSaysNotWhatTheRegistryKnows() {
        Map<String, Object> heir = new HashMap<>(consentOf(victim));
        heir.putAll(Map.of("capacity", "DECEASED", "givenBy", "HEIR", "relationship", "uncle"));
        String alive = check("recordConsent", 422, officer.post("/v1/consents", heir)).toString();
        people.die(victim);
        String dead = check("recordConsent", 422, officer.post("/v1/consents", consentOf(victim))).toString();
        var child = people.victim(victim, 813);
        child.withObject("/victim").put("birthDate", "2015-04-01").put("birthDatePrecision", "DAY");
        people.registrySays(child);
        String minor = check("recordConsent", 422, officer.post("/v1/consents", consentOf(victim))).toString();

        assertThat(List.of(alive, dead)).containsOnly(minor);
        assertThat(jdbc.sql("""
                select count(*) from audit_leaf where type = 'consent.refused' and subject =
                  (select subject from audit_leaf where type = 'consent.refused' order by id desc limit 1)""")
                .query(Integer.class).single()).isEqualTo(3);

        heir.put("recipients", List.of("nobody-at-all"));
        assertThat(check("recordConsent", 422, officer.post("/v1/consents", heir)).toString())
                .doesNotContain("capacity-by-registry");
    }

    @Test
    void aChildWhoWasTakenForAnAdult() {
        String consent = recorded(Map.of());
        var child = people.victim(victim, 812);
        child.withObject("/victim").put("birthDate", "2015-04-01").put("birthDatePrecision", "MONTH");

        people.registrySays(child);

        refusedForItsCapacity(consent);
    }
}
