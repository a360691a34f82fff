package pk.rabta.spdci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.delivery.DeliveryFault.Kind;
import pk.rabta.delivery.DirectCalls;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.registry.RegistryAnswers;
import pk.rabta.registry.RegistryUnavailableException;

/** What the hub asks of the registry: who a person is, and to be told of changes. */
@Component("registryQuestion")
public class RegistryQuestion {

    private final Clock clock;
    private final DirectCalls calls;
    private final RegistrySilence silence;

    RegistryQuestion(Clock clock, DirectCalls calls, RegistrySilence silence) {
        this.clock = clock;
        this.calls = calls;
        this.silence = silence;
    }

    /**
     * Whoever refers somebody does not wait for a registry of which the hub knows that it does not answer.
     *
     * @throws RegistryUnavailableException where it is left alone for now
     */
    public void worthwhile(String partner) {
        if (silence.holds(partner)) {
            throw new RegistryUnavailableException("The registry did not answer, and is asked again later", null);
        }
    }

    /** The canonical question about the person whose registry id is the body. */
    public ObjectNode about(String registryId) {
        return question("lookup/1").put("registryId", registryId);
    }

    /** The canonical request to be told of changes. */
    public ObjectNode watch() {
        return question("registry-watch/1");
    }

    /**
     * Leaves the answer as body.
     *
     * @throws RuntimeException the API's problem where the registry knows no such person
     * @throws DeliveryFault where the answer is none
     */
    public void answered(Exchange exchange, String partner) {
        ObjectNode answer = Wire.object(exchange.getMessage().getBody(byte[].class)).orElseThrow(() ->
                new DeliveryFault(Kind.RETRY, DeliveryFault.ANSWER_BROKEN, "The registry's answer is no JSON object", null));
        JsonNode item = answer.at("/message/search_response/0");
        boolean found = !item.at("/data/reg_records").isEmpty();
        boolean understood = answer.at("/header/status").asText().equals("succ") && item.path("status").asText()
                .equals("succ");
        if (!understood) {
            throw new DeliveryFault(Kind.RETRY, "answer-refused", "The registry did not answer the question", null);
        }
        if (!found) {
            understood(partner);
            throw RegistryAnswers.unknownPerson();
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(answer);
    }

    /** The answer could be used. */
    public void understood(String partner) {
        calls.answered(partner);
        silence.ended(partner, null);
    }

    /** Turns whatever went wrong into "not now". */
    public void failed(Exchange exchange, String partner) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String fault = calls.failed(partner, thrown);
        if (fault != null) {                      // else it was ours, and says nothing about the registry
            silence.ended(partner, fault);
        }
        throw new RegistryUnavailableException("The registry cannot be asked: " + thrown.getClass().getSimpleName(),
                thrown);
    }

    private ObjectNode question(String contract) {
        ObjectNode question = JsonNodeFactory.instance.objectNode().put("contract", contract);
        question.putObject("message").put("id", PublicId.next(Prefix.MSG))
                .put("createdAt", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        return question;
    }
}
