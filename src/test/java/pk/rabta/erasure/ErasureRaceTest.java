package pk.rabta.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import pk.rabta.random.Race;
import pk.rabta.random.Tries;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;

/**
 * An erasure and something new about the person at the same moment, again and again: one comes first. Nothing live is left
 * of an erased person, and nothing was sealed under a key that is gone. The seed is in the failure's text.
 */
class ErasureRaceTest extends ErasureScene {

    private static final int TRIES = 30;

    private final Race race = new Race();

    @Test
    void aNewReferralIsAcceptedFirstAndStandsInTheWayOrIsRefused(HubClient officer, SandboxEnvironment sandbox) {
        HubClient second = second(officer, sandbox);
        Tries.run(TRIES, random -> {
            known();
            asked(officer);
            AtomicReference<HubClient.Answer> erasure = new AtomicReference<>();
            HubClient.Answer accepted = race.run(random, () -> erasure.set(erase(second)), submission(officer));
            race.won(accepted.status() == 202);
            assertThat(List.of(accepted.status(), erasure.get().status())).as(accepted + " " + erasure)
                    .isIn(List.of(202, 409), List.of(422, 200));
            assertThat(erased()).isEqualTo(accepted.status() == 422);
            nothingLiveOfTheErased();
        });
        race.assertBothOrders();
    }

    @Test
    void aNewConsentEndsWithTheErasureOrIsRefused(HubClient officer, SandboxEnvironment sandbox) {
        HubClient second = second(officer, sandbox);
        Tries.run(TRIES, random -> {
            known();
            asked(officer);
            AtomicReference<HubClient.Answer> erasure = new AtomicReference<>();
            HubClient.Answer recorded = race.run(random, () -> erasure.set(erase(second)), () -> officer.post("/v1/consents",
                    Map.of("victim", Map.of("registryId", person), "basis", "CONSENT", "givenBy", "SELF", "capacity", "ADULT",
                            "purposes", List.of("MHPSS"), "recipients", List.of(PARTNER), "dataScopes",
                            List.of("IDENTITY_MIN", "CONTACT", "MHPSS"), "method", "THUMB")));
            race.won(recorded.status() == 201);
            assertThat(recorded.status()).as(recorded.toString()).isIn(201, 422);
            assertThat(erasure.get().status()).as(erasure.toString()).isEqualTo(200);
            assertThat(erased()).isTrue();
            nothingLiveOfTheErased();
        });
        race.assertBothOrders();
    }

    private Supplier<HubClient.Answer> submission(HubClient officer) {
        return () -> officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", person), "consentId", consent,
                "needs", List.of(Map.of("code", "MHPSS.TRAUMA")), "programmes", List.of(Map.of("id", PROGRAMME)),
                "contact", Map.of("via", "PHONE", "phone", "+923000000122")));
    }

    private void nothingLiveOfTheErased() {
        assertThat(jdbc.sql("""
                select (select count(*) from referral r where r.victim_id = p.victim_id)
                  + (select count(*) from case_file c where c.victim_id = p.victim_id)
                  + (select count(*) from consent c where c.victim_id = p.victim_id and (c.status = 'ACTIVE' or words is not null))
                  + (select count(*) from delivery d join referral r on r.id = d.referral_id where r.victim_id = p.victim_id)
                from person p where p.sealed_key is null and p.victim_id = :id""").param("id", person).query(Integer.class)
                .optional().orElse(0)).isZero();
    }
}
