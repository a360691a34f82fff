package pk.rabta.connector;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.api.Faults;
import pk.rabta.api.Problem;
import pk.rabta.api.ProblemException;
import pk.rabta.update.MessageIdReusedException;

/** An exception in a FHIR route becomes an OperationOutcome. */
@Component("fhirErrors")
public class FhirErrors {

    private static final Logger LOG = LoggerFactory.getLogger(FhirErrors.class);

    /** Writes the caught exception; anything unforeseen is a 503 or 500, with its class in the log and no message of it. */
    public void answer(Exchange exchange) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        switch (caught) {
            case ProblemException known -> problem(exchange, known.problem());
            case MessageIdReusedException reused ->
                FhirJson.write(exchange, 409, FhirView.outcome("duplicate", reused.getMessage()));
            default -> problem(exchange, Faults.problem(caught, exchange.getFromRouteId(), LOG));
        }
    }

    private static void problem(Exchange exchange, Problem problem) {
        int status = problem.type().status();
        String text = problem.detail().en();
        FhirJson.write(exchange, status, FhirView.outcome(code(status), text));
        problem.headers().forEach(exchange.getMessage()::setHeader);
    }

    /** The issue type of FHIR that says it best. */
    private static String code(int status) {
        return switch (status) {
            case 401 -> "login";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405, 415 -> "not-supported";
            case 409, 412 -> "conflict";
            case 413 -> "too-long";
            case 429 -> "throttled";
            case 503 -> "transient";
            default -> status < 500 ? "invalid" : "exception";
        };
    }
}
