package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.SandboxEnvironment;

/** A claim and a withdrawal of its basis begin at the same moment, again and again: either it was first, never both. */
@HubTest
@PartnersPaused("registry")
class WithdrawalRaceTest {

    private static final int ROUNDS = 60;

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Claims claims;

    @Test
    void whoeverComesFirstTheOtherKnows(HubClient client, SandboxEnvironment sandbox) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        HubClient officer = client.withToken(sandbox.issuer().issue(sandbox.client("VSO")));
        int claimed = 0;
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                HandedOver request = HandedOver.request(hub, officer, "health-pb", "health-pb-trauma-counselling");
                String consent = jdbc.sql("""
                        update consent set office = 'VSO-PB-LAHORE', province = 'PK-PB'
                        where id = (select consent_id from referral where id = :id) returning id""")
                        .param("id", request.referral()).query(String.class).single();
                CyclicBarrier start = new CyclicBarrier(2);
                // A withdrawal comes by HTTP: without a head start it would always be second.
                int head = random.nextInt(12_000_000);
                Future<JsonNode> withdrawal = two.submit(() -> {
                    start.await();
                    return officer.post("/v1/consents/" + consent + "/withdraw", Map.of("withdrawnBy", "SELF")).body();
                });
                Future<Optional<Claims.Claim>> claim = two.submit(() -> {
                    start.await();
                    long until = System.nanoTime() + head;
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                    return claims.claim(request.id(), request.enqueue());
                });
                boolean left = claim.get().isPresent();
                claimed += left ? 1 : 0;
                JsonNode answer = withdrawal.get();
                String as = "round " + round + ", seed " + seed + ": " + answer;
                assertThat(answer.at(left ? "/mayHaveLeft/0" : "/stopped/0").asText()).as(as).isEqualTo(request.referral());
                assertThat(messages(request)).as(as).isEqualTo(left ? List.of("request SENDING", "cancellation")
                        : List.of("request VOIDED"));
                assertThat(leaves(request)).as(as).isEqualTo(left ? 1 : 0);
            }
        }
        System.out.printf("claim against withdrawal, %d rounds, seed %d: %d were claimed first%n", ROUNDS, seed, claimed);
        // What the rounds left is no other test's business.
        jdbc.sql("""
                update delivery set state = 'VOIDED', lease_until = null where queue like 'test-%' and state = 'SENDING' or kind = 'cancellation'
                  and state in ('DUE', 'PUBLISHED', 'RETRY') and referral_id in (
                    select referral_id from delivery where queue like 'test-%')""").update();
    }

    private List<String> messages(HandedOver request) {
        return jdbc.sql("""
                select case when kind = 'request' then kind || ' ' || state else kind end from delivery
                where referral_id = :id order by sequence""").param("id", request.referral()).query(String.class).list();
    }

    private int leaves(HandedOver request) {
        return jdbc.sql("select count(*) from audit_leaf where type = 'disclosure' and referral_id = :id")
                .param("id", request.referral()).query(Integer.class).single();
    }
}
