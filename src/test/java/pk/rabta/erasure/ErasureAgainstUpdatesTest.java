package pk.rabta.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.referral.exchange.Effect;
import pk.rabta.referral.exchange.ReferralUpdates;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;

/** A partner answers late while the person is erased: one comes first, and the other knows. */
class ErasureAgainstUpdatesTest extends ErasureScene {

    @Autowired
    private ReferralUpdates updates;
    @Autowired
    private ObjectMapper json;
    @Autowired
    private Clock clock;

    private void expired(HubClient officer) {
        referred(officer);
        jdbc.sql("update referral set status = 'EXPIRED', dispatched = true where id = :id").param("id", referral).update();
        jdbc.sql("update delivery set state = 'ACKED' where referral_id = :id").param("id", referral).update();
    }

    private Effect.Kind apply(String command) {
        ObjectNode update = json.createObjectNode().put("command", command);
        update.putObject("referral").put("id", referral);
        update.putObject("reason").put("code", "person.not-eligible");
        return updates.apply(PARTNER, update, "event-" + UUID.randomUUID(), UUID.randomUUID()).kind();
    }

    @Test
    void anAnswerThatCameFirstStandsInTheWayWithItsWriteBack(HubClient officer, SandboxEnvironment sandbox)
            throws Exception {
        expired(officer);
        asked(officer);
        HubClient second = second(officer, sandbox);
        CompletableFuture<HubClient.Answer> answer = new CompletableFuture<>();
        transaction.executeWithoutResult(status -> {
            assertThat(apply("reject")).isEqualTo(Effect.Kind.APPLIED);
            Thread.startVirtualThread(() -> answer.complete(erase(second)));
            Awaitility.await().until(() -> answer.isDone() || waiting("select id from referral"));
        });
        assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(409);
        assertThat(erased()).isFalse();
        assertThat(jdbc.sql("select count(*) from delivery where referral_id = :id and kind = 'write-back'")
                .param("id", referral).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void anAnswerThatWaitedForTheErasureIsAboutNobody(HubClient officer) throws Exception {
        expired(officer);
        CompletableFuture<Object> effect = new CompletableFuture<>();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select id from referral where id = :id for update").param("id", referral).query().listOfRows();
            shredder.shred(person, clock.instant());
            Thread.startVirtualThread(() -> {
                try {
                    effect.complete(apply("reject"));
                } catch (RuntimeException e) {
                    effect.complete(e);
                }
            });
            Awaitility.await().until(() -> waiting("select * from referral"));
        });
        assertThat(effect.get(10, TimeUnit.SECONDS)).isEqualTo(Effect.Kind.UNKNOWN);
    }
}
