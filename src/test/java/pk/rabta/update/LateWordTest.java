package pk.rabta.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.Scene;
import pk.rabta.referral.exchange.Effect;
import pk.rabta.referral.exchange.ReferralUpdates;

/** What was not understood when it came, and is by now: it must not undo what the partner said since. */
class LateWordTest extends Scene {

    @Autowired
    private ReferralUpdates updates;
    @Autowired
    private ObjectMapper json;

    private final UUID parked = UuidCreator.getTimeOrderedEpoch();
    private String referral;

    @BeforeEach
    void refer() {
        referral = refer(COUNSELLING);
        received(referral);
    }

    @Test
    void isOnlyRecordedWhereTheReferralWasMovedSince() {
        assertThat(tells("progress", UuidCreator.getTimeOrderedEpoch(), false)).isEqualTo(Effect.Kind.APPLIED);
        assertThat(tells("complete", parked, true)).isEqualTo(Effect.Kind.RECORDED);
        assertThat(get(referral).path("status").asText()).isEqualTo("IN_PROGRESS");
    }

    @Test
    void countsWhereOnlyNewsCameSince() {
        assertThat(tells("progress", UuidCreator.getTimeOrderedEpoch(), false)).isEqualTo(Effect.Kind.APPLIED);
        UUID later = UuidCreator.getTimeOrderedEpoch();
        assertThat(tells("note", UuidCreator.getTimeOrderedEpoch(), false)).isEqualTo(Effect.Kind.APPLIED);
        assertThat(tells("complete", later, true)).isEqualTo(Effect.Kind.APPLIED);
        assertThat(get(referral).path("status").asText()).isEqualTo("COMPLETED");
    }

    private Effect.Kind tells(String command, UUID message, boolean again) {
        ObjectNode update = json.createObjectNode().put("command", command).put("note", "made by the test");
        update.putObject("referral").put("id", referral);
        if (command.equals("complete")) {
            update.putObject("outcome").put("code", "SERVICE_DELIVERED");
        }
        return updates.apply("health-pb", update, "event-" + UUID.randomUUID(), message, null, again).kind();
    }
}
