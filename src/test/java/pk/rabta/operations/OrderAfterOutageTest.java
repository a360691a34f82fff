package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.Seeds;
import pk.rabta.sandbox.WaitingPaused;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** A partner hears of a person's referrals in the order in which they were made, also of those that waited for the registry. */
@HubTest
@ExtendWith(WaitingPaused.class)
class OrderAfterOutageTest {

    @Autowired
    private Seeds seeds;
    @Autowired
    private Persons persons;
    @Autowired
    private JdbcClient jdbc;

    @Test
    @PartnersPaused("health-pb")
    void whatWaitedForTheRegistryGoesBeforeWhatIsReferredWhenItIsBack(HubClient officer, RegistrySimulator registry) {
        String person = registry.personLike(RegistrySimulator.WIDOW, "9999972000014");
        persons.ensure(person);
        String consent = seeds.consent(person, "vso-tool", List.of("health-pb"));
        registry.faults().refuse();
        HubClient.Answer waits = refer(officer, person, consent, "MHPSS.TRAUMA");
        assertThat(waits.body().path("caseStatus").asText()).isEqualTo("matching-pending");
        registry.faults().accept();
        assertThat(refer(officer, person, consent, "HEALTH.REHABILITATION").status()).isEqualTo(202);

        assertThat(jdbc.sql("""
                select r.programme_id from delivery d join referral r on r.id = d.referral_id
                where r.victim_id = :person and d.kind = 'request' order by d.sequence""").param("person", person)
                .query(String.class).list()).containsExactly("health-pb-trauma-counselling", "health-pb-treatment");
    }

    private static HubClient.Answer refer(HubClient officer, String person, String consent, String need) {
        return officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", person), "consentId", consent,
                "needs", List.of(Map.of("code", need))));
    }
}
