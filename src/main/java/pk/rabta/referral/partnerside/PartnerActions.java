package pk.rabta.referral.partnerside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemType;
import pk.rabta.idempotency.Idempotency;
import pk.rabta.protection.KeptIds;
import pk.rabta.query.Absent;
import pk.rabta.referral.Referral;
import pk.rabta.referral.exchange.Effect;
import pk.rabta.referral.exchange.ReferralUpdates;
import pk.rabta.referral.lifecycle.Decision;
import pk.rabta.referral.query.AllowedCommands;
import pk.rabta.referral.query.ReferralView;

/** What a partner says about its referrals becomes the same update as a message of its own protocol would. */
@Component("partnerActions")
public class PartnerActions {

    private final Idempotency idempotency;
    private final PartnerReferrals referrals;
    private final ReferralUpdates updates;
    private final ActionRules rules;
    private final ReferralView view;
    private final KeptIds ids;
    private final Clock clock;

    PartnerActions(Idempotency idempotency, PartnerReferrals referrals, ReferralUpdates updates, ActionRules rules,
                   ReferralView view, KeptIds ids, Clock clock) {
        this.idempotency = idempotency;
        this.referrals = referrals;
        this.updates = updates;
        this.rules = rules;
        this.view = view;
        this.ids = ids;
        this.clock = clock;
    }

    /** Applies a command such as {@code accept}, with the facts of the request's body. */
    public ApiAnswer act(ApiRequest request, String command) {
        return idempotency.once(request, () -> {
            Referral referral = referrals.lock(request.caller(), request.id());
            request.expect(Long.toString(referral.version()));
            ObjectNode update = update(request, command);
            rules.check(update);
            String event = ids.of(update.path("eventId").asText(eventOf(request)));
            Effect effect = updates.apply(referral.partnerId(), update, event, null);
            refuse(request, referral, effect);
            return state(request);
        });
    }

    /** A key stands for one request of one client to one operation, and an event is no more than that. */
    private static String eventOf(ApiRequest request) {
        return "key:" + request.caller().clientId() + ":" + request.operation() + ":" + request.idempotencyKey();
    }

    private static ObjectNode update(ApiRequest request, String command) {
        JsonNode body = request.body();
        ObjectNode update = body == null ? JsonNodeFactory.instance.objectNode()
                : body.deepCopy();
        update.put("command", command).putObject("referral").put("id", request.id());
        return update;
    }

    private void refuse(ApiRequest request, Referral referral, Effect effect) {
        if (effect.kind() == Effect.Kind.UNKNOWN) {
            throw Absent.referral();
        }
        if (effect.decision() instanceof Decision.Illegal illegal) {
            throw ProblemType.ILLEGAL_TRANSITION.detail(illegal.whatToDo().en(), illegal.whatToDo().ur())
                    .with("currentStatus", illegal.current().name())
                    .with("allowedTransitions", AllowedCommands.of(referral, false, request.caller(), clock.instant()))
                    .exception();
        }
    }

    private ApiAnswer state(ApiRequest request) {
        Referral now = referrals.find(request.caller(), request.id());
        ObjectNode state = view.state(now, request.caller(), request.language());
        return ApiAnswer.ok(state).etag(Long.toString(now.version()));
    }
}
