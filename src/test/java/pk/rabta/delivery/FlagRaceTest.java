package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
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
    /** By how much one of the two starts later, besides what came of the tries before. */
    private static final int OFFSET_MICROS = 2_000;

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
    private int first;
    private int second;
    private int later;
    private int step;

    @Test
    void aFlagAgainstAClaim(HubClient officer) {
        Tries.run(TRIES, random -> {
            HandedOver request = HandedOver.request(hub, officer, PARTNER, "bisp-kafaalat");
            Optional<Claims.Claim> claim = race(random, request.victim(),
                    () -> claims.claim(request.id(), request.enqueue()));
            long leaves = jdbc.sql("select count(*) from audit_leaf where referral_id = :id and type = 'disclosure'")
                    .param("id", request.referral()).query(Long.class).single();
            lead(claim.isPresent());
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
        assertThat(List.of(first, second)).as("both orders came about").doesNotContain(0);
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
            HubClient.Answer answer = race(random, victim, () -> officer.post("/v1/referrals", body));
            lead(answer.status() == 202);
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
        assertThat(List.of(first, second)).as("both orders came about").doesNotContain(0);
    }

    /**
     * Whichever came first starts later in the next try, by twice as much for as long as it stays first: the tries gather
     * about the moment that decides, however long the two take on this machine, and both orders come about.
     */
    private void lead(boolean otherFirst) {
        if (otherFirst) {
            first++;
        } else {
            second++;
        }
        boolean same = Integer.signum(step) == (otherFirst ? -1 : 1);
        step = same ? 2 * step : (otherFirst ? -OFFSET_MICROS : OFFSET_MICROS);
        later += step;
    }

    /** Both at once, one of them a little later. */
    private <T> T race(Random random, String victim, Supplier<T> other) {
        int offset = later + random.nextInt(-OFFSET_MICROS, OFFSET_MICROS);
        CyclicBarrier start = new CyclicBarrier(2);
        CompletableFuture<Void> flag = CompletableFuture.runAsync(() -> {
            begin(start, offset);
            persons.flag(victim, Set.of("WITNESS_PROTECTED"));
        });
        begin(start, -offset);
        T result = other.get();
        flag.join();
        return result;
    }

    private static void begin(CyclicBarrier start, int micros) {
        try {
            start.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        if (micros > 0) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
        }
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
