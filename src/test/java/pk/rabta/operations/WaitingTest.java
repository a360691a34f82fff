package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Seeds;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** Referrals that wait for what the registry will say. */
@HubTest
class WaitingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private Seeds seeds;
    @Autowired
    private JdbcClient jdbc;

    @Test
    void goes_out_when_the_registry_learns_what_was_missing(HubClient officer) {
        String person = seeds.person();
        String referral = seeds.referral(officer, person, consent(person, "prosecution-kp"),
                "prosecution-kp-case-link");
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> status(referral), "WAITING"::equals);

        ObjectNode snapshot = seeds.snapshot(person);
        snapshot.putObject("incident").put("id", "INC-TEST-1").put("date", "2026-01-10").put("district", "PK517")
                .putObject("fir").put("district", "PK517").put("policeStation", "Invented").put("number", 45)
                .put("year", 2026);
        seeds.registrySays(snapshot);
        await().atMost(PATIENCE).until(() -> !status(referral).equals("WAITING"));
        assertThat(events(referral)).startsWith("referral.waiting", "referral.requested");
        assertThat(jdbc.sql("select count(*) from delivery where referral_id = :id and kind = 'request'")
                .param("id", referral).query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void ends_when_the_registry_comes_back_and_knows_no_such_person(HubClient officer, RegistrySimulator registry) {
        String person = seeds.person();
        seeds.unread(person);
        registry.faults().refuse();
        String referral = seeds.referral(officer, person, consent(person, "health-pb"),
                "health-pb-trauma-counselling");
        assertThat(status(referral)).isEqualTo("WAITING");
        registry.faults().accept();
        await().atMost(PATIENCE).until(() -> status(referral), "CANCELLED"::equals);
        assertThat(jdbc.sql("select reason ->> 'code' from referral where id = :id").param("id", referral)
                .query(String.class).single()).isEqualTo("person.not-found");
        assertThat(waitingFor(officer, referral)).isEmpty();
    }

    @Test
    void what_ended_while_it_waited_waits_for_nothing(HubClient officer) {
        String person = seeds.person();
        String consent = consent(person, "prosecution-kp");
        for (String end : List.of("cancel", "entered-in-error")) {
            String referral = seeds.referral(officer, person, consent, "prosecution-kp-case-link");
            assertThat(waitingFor(officer, referral)).isNotEmpty();
            HubClient.Answer ended = officer.as("SUPERVISOR").post("/v1/referrals/" + referral + "/" + end,
                    Map.of("reason", Map.of("code", "identity.mismatch", "text", "Another person")));
            assertThat(ended.status()).as(ended.toString()).isEqualTo(200);
            assertThat(waitingFor(officer, referral)).isEmpty();
        }
    }

    private static JsonNode waitingFor(HubClient officer, String referral) {
        HubClient.Answer read = officer.get("/v1/referrals/" + referral);
        assertThat(read.status()).as(read.toString()).isEqualTo(200);
        return read.body().path("waitingFor");
    }

    private String status(String referral) {
        return jdbc.sql("select status from referral where id = :id").param("id", referral).query(String.class)
                .single();
    }

    private List<String> events(String referral) {
        return jdbc.sql("select type from referral_event where referral_id = :id order by position")
                .param("id", referral).query(String.class).list();
    }

    private String consent(String person, String partner) {
        return seeds.consent(person, "vso-tool", List.of(partner));
    }
}
