package pk.rabta.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.api.DatabaseFaults;

/** The steps of a route that asks a partner about messages in doubt: next, then settle; failed where a step threw. */
@Component("question")
public class QuestionSteps {

    private static final Logger LOG = LoggerFactory.getLogger(QuestionSteps.class);

    /** The exchange variable with the running question, a {@link Dispatch}; null where there is nothing to ask. */
    public static final String VARIABLE = "question";

    /** The exchange variable with the status of the answer that is being read. */
    private static final String STATUS = "questionStatus";

    private final Questions questions;
    private final QuestionSettlements settlements;
    private final FaultClassifier faults;

    QuestionSteps(Questions questions, QuestionSettlements settlements, FaultClassifier faults) {
        this.questions = questions;
        this.settlements = settlements;
        this.faults = faults;
    }

    /** Begins the next question that is due to a partner. */
    public void next(Exchange exchange, String partner) {
        exchange.setVariable(VARIABLE, null);
        exchange.setVariable(VARIABLE, questions.next(partner).orElse(null));
        exchange.getMessage().setBody(null);
    }

    /** The body is a finding: the partner has the message, or does not. */
    public void settle(Exchange exchange) {
        JsonNode finding = exchange.getMessage().getBody(JsonNode.class);
        if (finding.path("held").booleanValue()) {
            settlements.found(current(exchange), finding);
        } else {
            settlements.missing(current(exchange));
        }
    }

    /** A step threw: the partner gave no answer that could be read. */
    public void failed(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Dispatch question = current(exchange);
        if (DatabaseFaults.mayPass(cause)) {
            // Asked again when the question's own lease ends: the partner may well have answered.
            LOG.warn("delivery {} to {}: the answer to a question could not be kept: {}", question.deliveryId(),
                    question.partner(), cause.getClass().getName());
            return;
        }
        settlements.unanswered(question, fault(exchange, faults.classify(question, cause)));
    }

    /** An error that nobody explains in the partner's words may be anybody's, and would be the same the next time. */
    private static DeliveryFault fault(Exchange exchange, DeliveryFault fault) {
        int status = exchange.getVariable(STATUS, 0, Integer.class);
        return status >= 400 && DeliveryFault.ANSWER_BROKEN.equals(fault.code())
                ? new DeliveryFault(DeliveryFault.Kind.PARK, "http-" + status, "answered " + status, status, null, fault)
                : fault;
    }

    private static Dispatch current(Exchange exchange) {
        return Objects.requireNonNull(exchange.getVariable(VARIABLE, Dispatch.class),
                "The route has no question: 'question.next' comes first");
    }
}
