package pk.rabta.referral.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.sandbox.HubClient;

/** A partner answers about an expired referral at the moment at which another takes its place. */
class ReplacedMeanwhileTest extends CounterScene {

    @Autowired
    private TransactionTemplate transaction;

    private String expired(HubClient officer) {
        String id = submit(officer, "", Map.of("programmes", List.of(Map.of("id", LINK)))).body()
                .at("/referrals/0/id").asText();
        put(id, "EXPIRED");
        return id;
    }

    private void put(String id, String status) {
        jdbc.sql("update referral set status = :status where id = :id").param("status", status).param("id", id).update();
    }

    /** Replaces it while its late answer, which brings it to that status, is not committed yet. */
    private HubClient.Answer replaceDuringAnswer(HubClient officer, String id, String status) throws Exception {
        CompletableFuture<HubClient.Answer> answer = new CompletableFuture<>();
        transaction.executeWithoutResult(late -> {
            put(id, status);
            answer.completeAsync(() -> submit(officer, "", Map.of("programmes",
                    List.of(Map.of("id", LINK, "replaces", id)))));
            Awaitility.await().until(() -> answer.isDone() || jdbc.sql("""
                    select exists (select 1 from pg_stat_activity where datname = current_database()
                      and wait_event_type = 'Lock' and query like '-- Accepts a case%')""").query(Boolean.class).single());
        });
        return answer.get(10, TimeUnit.SECONDS);
    }

    private List<String> successors(String id) {
        return jdbc.sql("select id from referral where replaces = :id").param("id", id).query(String.class).list();
    }

    @Test
    void whatWasCompletedAfterAllIsNotReplaced(HubClient officer) throws Exception {
        String id = expired(officer);

        HubClient.Answer answer = replaceDuringAnswer(officer, id, "COMPLETED");

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.isProblem("unknown-reference")).isTrue();
        assertThat(successors(id)).isEmpty();
    }

    @Test
    void whatWasRejectedAfterAllIs(HubClient officer) throws Exception {
        String id = expired(officer);

        HubClient.Answer answer = replaceDuringAnswer(officer, id, "REJECTED");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(successors(id)).hasSize(1);
    }
}
