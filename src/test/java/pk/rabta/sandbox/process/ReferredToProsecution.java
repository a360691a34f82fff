package pk.rabta.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** Invented persons, each referred to the prosecution of Khyber Pakhtunkhwa by a hub in a process of its own. */
final class ReferredToProsecution {

    private final SandboxEnvironment around;
    private final int first;
    private int people;

    /** @param first number of the first person's CNIC: no two tests of a process have the same */
    ReferredToProsecution(SandboxEnvironment around, int first) {
        this.around = around;
        this.first = first;
    }

    /** Consent and referral of one more person. @return the referral's id */
    String one(HubProcess hub) {
        HubClient officer = HubClient.of(around, hub.url(), "VSO");
        return ok(officer.post("/v1/referrals", consented(officer))).body().at("/referrals/0/id").asText();
    }

    /** What refers one more person, whose consent was recorded. */
    Map<String, Object> consented(HubClient officer) {
        String victim = around.simulator(RegistrySimulator.class)
                .personLike(RegistrySimulator.WIDOW, "99999%07d4".formatted(first + people++));
        String consent = ok(officer.post("/v1/consents", Map.of("victim", Map.of("registryId", victim),
                "basis", "CONSENT", "givenBy", "SELF", "capacity", "ADULT", "method", "SIGNATURE", "purposes",
                List.of("JUSTICE"), "recipients", List.of("prosecution-kp"), "dataScopes", List.of("IDENTITY_MIN",
                "CONTACT", "CASE")))).body().path("id").asText();
        return Map.of("victim", Map.of("registryId", victim), "consentId", consent, "programmes",
                List.of(Map.of("id", "prosecution-kp-case-link")));
    }

    private static HubClient.Answer ok(HubClient.Answer answer) {
        assertThat(answer.status() / 100).as(answer.text()).isEqualTo(2);
        return answer;
    }
}
