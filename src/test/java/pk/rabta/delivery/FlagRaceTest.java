package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.random.Race;
import pk.rabta.random.Tries;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.Seeds;

/**
 * A flag against a claim, and against an acceptance, at the same moment: one comes first. What was claimed before is asked
 * back, anything else never leaves, and nothing is left to be seen. The seed is in the failure's text.
 */
@HubTest
@PartnersPaused(FlagRaceTest.PARTNER)
class FlagRaceTest {

    static final String PARTNER = "bisp";
    private static final int TRIES = 25;

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Claims claims;
    @Autowired
    private Persons persons;
    @Autowired
    private Seeds seeds;
    private final Race race = new Race();

    @Test
    void aFlagAgainstAClaim(HubClient officer) {
        Tries.run(TRIES, random -> {
            HandedOver request = HandedOver.request(hub, officer, PARTNER, "bisp-kafaalat");
            Optional<Claims.Claim> claim = race.run(random, () -> hide(request.victim()),
                    () -> claims.claim(request.id(), request.enqueue()));
            long leaves = jdbc.sql("select count(*) from audit_leaf where referral_id = :id and type = 'disclosure'")
                    .param("id", request.referral()).query(Long.class).single();
            race.won(claim.isPresent());
            if (claim.isPresent()) {
                assertThat(messages(request.referral())).containsExactly("request SENDING", "cancellation DUE");
                assertThat(status(request.referral())).isEqualTo("CANCELLATION_REQUESTED");
                assertThat(leaves).isEqualTo(1);
            } else {
                assertThat(messages(request.referral())).containsExactly("request VOIDED");
                assertThat(status(request.referral())).isEqualTo("CANCELLED");
                assertThat(leaves).isZero();
            }
            assertThat(shown(request.victim())).isZero();
        });
        race.assertBothOrders();
    }

    @Test
    void aFlagAgainstAnAcceptance(HubClient officer) {
        Tries.run(TRIES, random -> {
            String victim = seeds.person();
            String consent = seeds.consent(victim, "vso-tool", List.of(PARTNER));
            String body = """
                    {"victim":{"registryId":"%s"},"consentId":"%s","needs":[{"code":"FIN.INCOME_LOSS"}],
                     "programmes":[{"id":"bisp-kafaalat"}]}"""
                    .formatted(victim, consent);
            HubClient.Answer answer = race.run(random, () -> hide(victim),
                    () -> officer.post("/v1/referrals", body));
            race.won(answer.status() == 202);
            if (answer.status() == 202) {
                String referral = answer.body().at("/referrals/0/id").asText();
                assertThat(status(referral)).isEqualTo("CANCELLED");
                assertThat(messages(referral)).containsExactly("request VOIDED");
                assertThat(officer.get("/v1/referrals/" + referral).status()).isEqualTo(404);
            } else {
                assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            }
            assertThat(shown(victim)).isZero();
        });
        race.assertBothOrders();
    }

    private void hide(String victim) {
        persons.flag(victim, Set.of("WITNESS_PROTECTED"));
    }

    private String status(String referral) {
        return jdbc.sql("select status from referral where id = :id").param("id", referral).query(String.class).single();
    }

    private List<String> messages(String referral) {
        return jdbc.sql("""
                select kind || ' ' || case when state = 'PUBLISHED' then 'DUE' else state end from delivery
                where referral_id = :id and kind <> 'event' order by sequence""").param("id", referral)
                .query(String.class).list();
    }

    /** What anybody could still see of the person. */
    private int shown(String victim) {
        return jdbc.sql("""
                select (select count(*) from referral where victim_id = :victim and not withheld)
                  + (select count(*) from case_file where victim_id = :victim and not withheld)
                  + (select count(*) from consent where victim_id = :victim and not withheld)""")
                .param("victim", victim).query(Integer.class).single();
    }
}
