package pk.rabta.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.api.DatabaseFaults;

/** The steps of a connector's route: claim, then answered, then settle or sent; failed where a step threw. */
@Component("dispatch")
public class DispatchSteps {

    /** The exchange variable with the claimed {@link Dispatch}. */
    public static final String VARIABLE = "delivery";
    private static final Logger LOG = LoggerFactory.getLogger(DispatchSteps.class);
    private static final int LARGEST_ANSWER = 1 << 20;

    private final Claims claims;
    private final Credentials credentials;
    private final Settlements settlements;
    private final TakenBack takenBack;
    private final FaultClassifier faults;

    DispatchSteps(Claims claims, Credentials credentials, Settlements settlements, TakenBack takenBack,
                  FaultClassifier faults) {
        this.claims = claims;
        this.credentials = credentials;
        this.settlements = settlements;
        this.takenBack = takenBack;
        this.faults = faults;
    }

    /** Thin message in; canonical document and variable {@code delivery} out, or no variable: nothing to send. */
    public void claim(Exchange exchange) {
        UUID delivery = UUID.fromString(exchange.getMessage().getBody(String.class));
        UUID enqueue = UUID.fromString(exchange.getMessage().getHeader(BrokerLink.ENQUEUE_ID, String.class));
        boolean tokens = tokens(exchange);
        exchange.getMessage().removeHeaders("*");
        InTime.end();
        Optional<Claims.Claim> claim = attempt(delivery, enqueue, tokens);
        exchange.setVariable(VARIABLE, claim.map(Claims.Claim::dispatch).orElse(null));
        exchange.getMessage().setBody(claim.map(Claims.Claim::document).orElse(null));
    }

    /** Whether what comes by this queue may need a token; of most partners it does not, and nothing is looked up. */
    private boolean tokens(Exchange exchange) {
        try {
            return !(exchange.getMessage().getHeader("JMSDestination") instanceof Queue queue)
                    || credentials.tokens(BrokerLink.queue(queue.getQueueName()));
        } catch (JMSException e) {
            return true;
        }
    }

    /** A message that cannot be prepared is parked: handing it back would bring it round for ever. */
    private Optional<Claims.Claim> attempt(UUID delivery, UUID enqueue, boolean tokens) {
        try {
            if (tokens) {
                claims.destination(delivery).ifPresent(credentials::ready);
            }
            Optional<Claims.Claim> claim = claims.claim(delivery, enqueue);
            // A withdrawal that waited for the claim goes on from here.
            claim.ifPresent(claimed -> InTime.begin(System.nanoTime()));
            return claim;
        } catch (DeliveryFault fault) {
            settlements.unclaimed(delivery, enqueue, fault);
            return Optional.empty();
        } catch (RuntimeException e) {
            if (DatabaseFaults.mayPass(e)) {
                throw e;
            }
            LOG.error("delivery {} cannot be prepared: {}", delivery, e.getClass().getName());
            settlements.unclaimable(delivery, enqueue);
            return Optional.empty();
        }
    }

    /** The partner's answer becomes bytes, of a bounded size; its headers go no further. */
    public void answered(Exchange exchange) {
        InTime.end();
        byte[] body = exchange.getMessage().getBody(byte[].class);
        if (body != null && body.length > LARGEST_ANSWER) {
            throw new DeliveryFault(DeliveryFault.Kind.IN_DOUBT, "answer-too-large",
                    "The partner's answer has more than " + LARGEST_ANSWER + " bytes", null);
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(body);
    }

    /** Done: the partner has it. A canonical update as body is applied in the same transaction. */
    public void settle(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        JsonNode answer = body instanceof ObjectNode update && update.has("updates") ? update : null;
        settlements.acknowledged(current(exchange), answer);
    }

    /** Handed over; the acknowledgement comes by another way. */
    public void sent(Exchange exchange) {
        InTime.end();
        Dispatch dispatch = current(exchange);
        settlements.sent(dispatch.deliveryId(), dispatch.attemptId());
    }

    /** The list in which an attempt stood was handed over with it. Joins the caller's transaction. */
    public void sentInList(UUID deliveryId, UUID attemptId) {
        settlements.sent(deliveryId, attemptId);
    }

    /** It stood in a list that does not leave with it; {@code begun}: it may have. Joins the caller's transaction. */
    public void outOfList(UUID deliveryId, UUID attemptId, boolean begun) {
        takenBack.outOfList(deliveryId, attemptId, begun);
    }

    /** A step threw: records the fault. Without a claim there is nothing to record, and the broker keeps the message. */
    public void failed(Exchange exchange) {
        InTime.end();
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Dispatch dispatch = current(exchange);
        if (DatabaseFaults.mayPass(cause)) {
            // Nothing of that is the partner's: the attempt stays open, and when its lease ends it is in doubt.
            LOG.warn("delivery {} to {}: attempt {} could not be settled: {}", dispatch.deliveryId(),
                    dispatch.partner(), dispatch.attempt(), cause.getClass().getName());
            return;
        }
        DeliveryFault fault = faults.classify(dispatch, cause);
        if (DeliveryFault.TAKEN_BACK.equals(fault.code())) {
            takenBack.late(dispatch);
            return;
        }
        if (!(cause instanceof DeliveryFault)) {
            LOG.debug("delivery {}: {}", dispatch.deliveryId(), cause.getClass().getName());
        }
        settlements.failed(dispatch, fault);
    }

    private static Dispatch current(Exchange exchange) {
        Dispatch dispatch = exchange.getVariable(VARIABLE, Dispatch.class);
        if (dispatch == null) {
            throw new IllegalStateException("The route has no claimed delivery: 'dispatch.claim' comes first");
        }
        return dispatch;
    }
}
