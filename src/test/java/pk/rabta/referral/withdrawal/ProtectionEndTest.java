package pk.rabta.referral.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.Scene;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.SandboxEnvironment;

/** The protection of a witness ends by two people, not by one who asks twice, and not by the registry. */
class ProtectionEndTest extends Scene {

    @Autowired
    private Persons persons;

    private Answer release(SandboxEnvironment sandbox, String who, String person) {
        return release(sandbox, who, person, Map.of());
    }

    private Answer release(SandboxEnvironment sandbox, String who, String person, Map<String, Object> claims) {
        HubClient client = officer.withToken(sandbox.issuer().issue(new Client(who, "unused",
                new java.util.TreeSet<>(Set.of("protected:decide")), claims)));
        return client.post("/v1/admin/protected/release", Map.of("registryId", person, "reason", "made by the test"));
    }

    @Test
    void twoPeopleBringBackWhatWasWithheld(SandboxEnvironment sandbox) {
        String referral = refer(MEDICAL);
        persons.flag(victim, Set.of("WITNESS_PROTECTED"));
        check("getReferral", 404, officer.get("/v1/referrals/" + referral));

        check("releaseProtected", 202, release(sandbox, "unit-a", victim));
        check("releaseProtected", 409, release(sandbox, "unit-a", victim));
        check("releaseProtected", 409, release(sandbox, "unit-a", victim, Map.of("vso", "VSO-PB-001", "sub", "somebody")));
        check("releaseProtected", 409, release(sandbox, "unit-b", victim, Map.of("sub", "unit-a")));
        check("getReferral", 404, officer.get("/v1/referrals/" + referral));
        check("releaseProtected", 200, release(sandbox, "unit-b", victim));

        assertThat(get(referral).path("status").asText()).as("what was taken back stays so").isEqualTo("CANCELLED");
        assertThat(messages(referral)).containsExactly("request VOIDED");
        assertThat(persons.find(victim).orElseThrow().hidden()).isFalse();
        check("releaseProtected", 404, release(sandbox, "unit-a", victim));
    }

    @Test
    void theRegistryMayHideThemAgain(SandboxEnvironment sandbox) {
        String referral = refer(MEDICAL);
        persons.flag(victim, Set.of("WITNESS_PROTECTED"));
        release(sandbox, "unit-a", victim);
        release(sandbox, "unit-b", victim);
        persons.flag(victim, Set.of("WITNESS_PROTECTED"));
        check("getReferral", 404, officer.get("/v1/referrals/" + referral));
    }

    @Test
    void nobodyElseIsReleased(SandboxEnvironment sandbox) {
        check("releaseProtected", 404, release(sandbox, "unit-a", victim));
        check("releaseProtected", 403, officer.as("ADMIN").post("/v1/admin/protected/release",
                Map.of("registryId", victim, "reason", "made by the test")));
    }
}
