package pk.rabta.sandbox.wpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pk.rabta.notify.WebhookReceiver;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.SandboxEnvironment;

/** A handler's tool is told of its own witnesses, and nothing else is. */
class HandlersWebhooksTest extends MediationScene {

    private final WebhookReceiver cleared = new WebhookReceiver();
    private final WebhookReceiver uncleared = new WebhookReceiver();
    private final WebhookReceiver others = new WebhookReceiver();

    @AfterEach
    void stop() {
        jdbc.sql("update subscription set status = 'DELETED'").update();
        List.of(cleared, uncleared, others).forEach(WebhookReceiver::close);
    }

    private static void subscribe(HubClient by, WebhookReceiver receiver) {
        Answer answer = by.post("/v1/subscriptions", Map.of("url", receiver.url() + "/hook", "events",
                List.of("referral.requested", "referral.completed")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private static boolean told(WebhookReceiver receiver, String type, String referral) {
        return receiver.requests().stream().anyMatch(request -> request.text().contains(referral)
                && request.text().contains(type));
    }

    @Test
    void only_one_that_was_made_with_clearance_tells_of_the_tools_own_witness(SandboxEnvironment sandbox) {
        subscribe(handler, cleared);
        subscribe(atDesk(sandbox, sandbox.client("HANDLER").id()), uncleared);
        subscribe(atDesk(sandbox, "another-handler", "protected:refer"), others);
        String referral = refer();
        await().atMost(LIMIT).until(() -> told(cleared, "referral.completed", referral));
        assertThat(told(cleared, "referral.requested", referral)).isTrue();
        assertThat(uncleared.requests()).isEmpty();
        assertThat(others.requests()).isEmpty();
        assertThat(cleared.requests()).noneMatch(request -> request.text().contains(witness));
    }
}
