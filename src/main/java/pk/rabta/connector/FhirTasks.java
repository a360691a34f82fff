package pk.rabta.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.mapping.MappingException;
import pk.rabta.referral.Referral;
import pk.rabta.referral.Referrals;
import pk.rabta.referral.exchange.Effect;
import pk.rabta.referral.lifecycle.Decision;
import pk.rabta.update.InboxSteps;

/**
 * A partner's referrals as FHIR R4 Tasks at {@code /fhir/<partner>/Task/<referral id>}: read, update, patch. First and
 * last step of that route; what is between them is the way of every inbound message.
 */
@Component("fhirTasks")
public class FhirTasks {

    private static final String TASK = "fhirTask";
    private static final String UPDATE = "fhirUpdate";

    private final Referrals referrals;
    private final FhirMessageIds ids;
    private final EarlierAnswers earlier;

    FhirTasks(Referrals referrals, FhirMessageIds ids, EarlierAnswers earlier) {
        this.referrals = referrals;
        this.ids = ids;
        this.earlier = earlier;
    }

    /**
     * Reads the request. Variable {@code fhirUpdate} says whether the body is now a Task to be applied, under the
     * message id in variable {@link InboxSteps#MESSAGE_ID}.
     */
    public void open(Exchange exchange, String partner) {
        Message message = exchange.getMessage();
        String path = message.getHeader(Exchange.HTTP_URI, "", String.class);
        Referral referral = find(partner, path.substring(path.lastIndexOf('/') + 1));
        exchange.setVariable(TASK, referral.id());
        String method = message.getHeader(Exchange.HTTP_METHOD, String.class);
        exchange.setVariable(UPDATE, !"GET".equals(method));
        if (!"GET".equals(method)) {
            Long version = FhirView.version(message.getHeader("If-Match", String.class));
            byte[] body = Objects.requireNonNullElse(message.getBody(byte[].class), new byte[0]);
            String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class).toLowerCase(Locale.ROOT);
            ObjectNode task = FhirJson.task(body, type, "PATCH".equals(method) ? FhirView.of(referral) : null);
            addressed(referral.id(), task);
            String id = message.getHeader("X-Request-Id", String.class);
            exchange.setVariable(InboxSteps.MESSAGE_ID, ids.of(partner, referral, id, version, body));
            exchange.setVariable(InboxSteps.EXPECTED, version);
            // A patch applied to what it made itself may give another Task: the repeat is known by what was sent.
            exchange.setVariable(InboxSteps.RECEIVED, body);
            message.setBody(task.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Answers with the Task as it is now, or says why the update did not count. */
    public void close(Exchange exchange) {
        earlier.check(exchange);
        if (exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof MappingException refused) {
            FhirJson.write(exchange, 422, FhirView.refusal(refused));
            return;
        }
        List<?> effects = exchange.getVariable("applied", List.of(), List.class);
        Effect refused = effects.stream().map(Effect.class::cast).filter(Effect::refused).findFirst().orElse(null);
        if (refused != null && refused.decision() instanceof Decision.Illegal illegal) {
            FhirJson.write(exchange, 409, FhirView.illegal(illegal));
        } else if (refused != null && refused.kind() == Effect.Kind.STALE) {
            throw ProblemType.PRECONDITION_FAILED.because("The Task has another version by now: read it again.",
                "اس Task کا نسخہ اب مختلف ہے: اسے دوبارہ پڑھیں۔");
        } else if (refused != null) {
            throw missing();
        } else {
            Referral now = referrals.find(exchange.getVariable(TASK, String.class)).orElseThrow(FhirTasks::missing);
            FhirJson.write(exchange, 200, FhirView.of(now));
            exchange.getMessage().setHeader("ETag", FhirView.tag(now));
        }
    }

    private Referral find(String partner, String id) {
        return referrals.find(id).filter(found -> found.partnerId().equals(partner)).orElseThrow(FhirTasks::missing);
    }

    /** The referral named inside must be the one addressed; a Task that was read here is named by its own id. */
    private static void addressed(String id, ObjectNode task) {
        boolean read = id.equals(task.path("id").asText());
        if (read) {
            // Our version numbers are not the partner's: they would be taken for its order of events.
            task.remove("meta");
        }
        List<String> named = task.path("identifier").findParents("system").stream()
                .filter(identifier -> FhirView.REFERRAL.equals(identifier.path("system").asText()))
                .map(identifier -> identifier.path("value").asText()).toList();
        if (named.isEmpty() && read) {
            task.withArrayProperty("identifier").addObject().put("system", FhirView.REFERRAL).put("value", id);
        } else if (!named.equals(List.of(id))) {
            throw ProblemType.BAD_REQUEST.because(
                "The identifier of system " + FhirView.REFERRAL + " must be the id in the address, once.",
                "سسٹم " + FhirView.REFERRAL + " کی شناخت وہی ہونی چاہیے جو پتے میں ہے۔");
        }
    }

    private static RuntimeException missing() {
        return ProblemType.NOT_FOUND.because("There is no such Task.", "ایسا کوئی Task موجود نہیں۔");
    }
}
