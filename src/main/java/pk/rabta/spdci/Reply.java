package pk.rabta.spdci;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.api.Faults;
import pk.rabta.api.ProblemException;
import pk.rabta.update.Inbound;
import pk.rabta.update.InboxSteps;
import pk.rabta.update.MessageIdReusedException;

/** What the hub answers to a partner's message: ACK once it is archived, or ERR with a code of the standard. */
@Component("spdciReply")
public class Reply {

    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    private final Clock clock;

    Reply(Clock clock) {
        this.clock = clock;
    }

    /** ACK; ERR where the message was archived but could not be read. */
    public void acknowledge(Exchange exchange) {
        Inbound inbound = exchange.getVariable(InboxSteps.VARIABLE, Inbound.class);
        String correlation = inbound == null ? UUID.randomUUID().toString() : inbound.id().toString();
        String refusal = exchange.getVariable(InboxSteps.REFUSAL, String.class);
        if (refusal == null) {
            write(exchange, 200, answer("ACK", correlation));
        } else {
            ObjectNode answer = answer("ERR", correlation);
            error(answer, "err.request.bad", refusal);
            write(exchange, 400, answer);
        }
    }

    /** ERR for whatever was thrown; where the message is archived already, ACK: it will be applied. */
    public void refuse(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Inbound inbound = exchange.getVariable(InboxSteps.VARIABLE, Inbound.class);
        if (inbound != null) {
            LOG.warn("inbound {} of {} is archived and waits: {}", inbound.id(), inbound.partner(), thrown.getClass()
                    .getName());
            write(exchange, 200, answer("ACK", inbound.id().toString()));
            return;
        }
        Refusal refusal = refusal(thrown);
        ObjectNode answer = answer("ERR", UUID.randomUUID().toString());
        error(answer, refusal.code(), refusal.getMessage());
        write(exchange, refusal.status(), answer);
    }

    private static Refusal refusal(Throwable thrown) {
        return switch (thrown) {
            case Refusal refusal -> refusal;
            case MessageIdReusedException reused -> Refusal.bad("err.request.bad", reused.getMessage());
            case ProblemException problem when problem.problem().type().status() == 401 ->
                    new Refusal(401, "err.request.unauthorized", "Send an access token of the hub's issuer.");
            case ProblemException problem when problem.problem().type().status() == 403 ->
                    new Refusal(403, "err.request.forbidden", "This address is another partner's.");
            default -> {
                Faults.problem(thrown, "the archiving of a partner's message", LOG);
                yield new Refusal(503, "err.service.unavailable", "Send the message again later.");
            }
        };
    }

    private ObjectNode answer(String status, String correlation) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("message").put("ack_status", status)
                .put("timestamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("correlation_id", correlation);
        return answer;
    }

    private static void error(ObjectNode answer, String code, String message) {
        ((ObjectNode) answer.path("message")).putObject("error").put("code", code)
                .put("message", message.length() > 500 ? message.substring(0, 500) : message);
    }

    private static void write(Exchange exchange, int status, ObjectNode answer) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(answer.toString().getBytes(StandardCharsets.UTF_8));
    }
}
