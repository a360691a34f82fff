package pk.rabta.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.api.server.EdgeCall;
import pk.rabta.api.server.LinesCall;

/**
 * First and last step of every operation's route, and what its routeConfiguration calls on an exception. A route from
 * {@code direct:<operationId>} opens the call, hands the {@link ApiRequest} to a feature, and closes with its
 * {@link ApiAnswer}.
 */
@Component("api")
public class Api {

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final String CALL = "rabtaApiCall";

    /**
     * Checks the call against the contract and makes the body an {@link ApiRequest}; no header of the caller stays.
     *
     * @throws ProblemException with everything that is wrong
     */
    public void open(Exchange exchange) {
        EdgeCall call = call(exchange);
        exchange.setProperty(CALL, call);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(null);
        message.setBody(RequestReader.read(call.operation(), call));
    }

    /** Writes the body, an {@link ApiAnswer}, as the response. */
    public void close(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof ApiAnswer answer)) {
            throw new IllegalStateException("The route of " + operation(exchange) + " ended without an ApiAnswer");
        }
        Download download = answer.download();
        end(exchange);
        write(exchange, answer.status(), answer.headers(), answer.body(), "application/json");
        if (download != null) {
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, download.type());
            exchange.getMessage().setBody(download.bytes());
        }
    }

    /** The lines of the call's body. Answer them by {@link #send}, and close with {@link #closeLines}. */
    public Lines lines(Exchange exchange) {
        return linesCall(exchange);
    }

    /** Sends the body, some more lines of the answer. The first of them begin it: from there on it is 200. */
    public void send(Exchange exchange) {
        linesCall(exchange).write(exchange.getMessage().getBody(byte[].class), language(exchange));
    }

    /** Sends the body, the answer's last lines, unless it is over before; whoever sees them may call again. */
    public void closeLines(Exchange exchange) {
        byte[] last = exchange.getMessage().getBody(byte[].class);
        LinesCall lines = linesCall(exchange);
        boolean whole = !lines.over();
        if (!whole && !lines.begun()) {
            throw StatusProblem.of(503).header("Retry-After", "30").exception();
        }
        lines.close();
        if (whole) {
            lines.finish(last, language(exchange));
        }
        write(exchange, 200, Map.of(), null, "");
    }

    private static LinesCall linesCall(Exchange exchange) {
        EdgeCall call = exchange.getProperty(CALL, EdgeCall.class);
        if (call == null || call.lines() == null) {
            throw new IllegalStateException("The contract gives " + operation(exchange) + " no lines");
        }
        return call.lines();
    }

    /** Ends what a call with lines holds. Whether some of its answer is on its way already. */
    private static boolean end(Exchange exchange) {
        EdgeCall call = exchange.getProperty(CALL, EdgeCall.class);
        if (call == null || call.lines() == null) {
            return false;
        }
        call.lines().close();
        return call.lines().begun();
    }

    /** Writes the caught exception as its problem; anything unforeseen is a 500 whose errorId is in the log. */
    public void problem(Exchange exchange) {
        Throwable fault = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
        Problem problem = Faults.problem(fault, operation(exchange), LOG);
        if (end(exchange)) {
            write(exchange, 200, Map.of(), null, ""); // an answer in lines ends where it is
            return;
        }
        write(exchange, problem.type().status(), problem.headers(), problem.json(language(exchange)),
            ProblemWriter.MEDIA_TYPE);
    }

    private static void write(Exchange exchange, int status, Map<String, String> headers, @Nullable JsonNode body,
        String type) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        headers.forEach(message::setHeader);
        message.setHeader("Content-Language", language(exchange).tag());
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        if (body == null) {
            message.setBody(null);
        } else {
            message.setHeader(Exchange.CONTENT_TYPE, type);
            message.setBody(body.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Language language(Exchange exchange) {
        EdgeCall call = exchange.getProperty(CALL, EdgeCall.class);
        return call == null ? Language.EN : call.language();
    }

    private static EdgeCall call(Exchange exchange) {
        if (exchange.getMessage() instanceof PlatformHttpMessage http
                && http.getRequest().getAttribute(EdgeCall.ATTRIBUTE) instanceof EdgeCall call) {
            return call;
        }
        throw new IllegalStateException("api.open must be the first step of a route that a /v1 request enters");
    }

    private static String operation(Exchange exchange) {
        EdgeCall call = exchange.getProperty(CALL, EdgeCall.class);
        return call == null ? "a call that was not opened" : call.operation().id();
    }
}
