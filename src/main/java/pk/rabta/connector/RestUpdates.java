package pk.rabta.connector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.api.server.Proof;
import pk.rabta.mapping.MappingException;
import pk.rabta.partner.Partners;
import pk.rabta.referral.exchange.Effect;
import pk.rabta.referral.lifecycle.Decision;
import pk.rabta.update.InboxSteps;
import pk.rabta.update.MessageIdReusedException;

/** First and last step of the route that takes JSON updates of a partner; errors are problem details. */
@Component("restUpdates")
public class RestUpdates {

    private final Partners partners;
    private final InboxSteps inbox;
    private final EarlierAnswers earlier;

    RestUpdates(Partners partners, InboxSteps inbox, EarlierAnswers earlier) {
        this.partners = partners;
        this.inbox = inbox;
        this.earlier = earlier;
    }

    /**
     * Archives the message under its id: the one that its signature covers, or else the header Idempotency-Key, or the
     * place in the body that the profile names ({@code options.message-id}, a JSON Pointer), or else what the bytes are.
     */
    public void open(Exchange exchange, String partner, String mapping) {
        Message message = exchange.getMessage();
        String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class).toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/json")) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because("Send application/json.", "application/json بھیجیں۔");
        }
        byte[] body = Objects.requireNonNullElse(message.getBody(byte[].class), new byte[0]);
        JsonNode document = Wire.read(body);
        String id = id(exchange, document, partners.get(partner).options().get("message-id"), body);
        if (!id.matches("[!-~]{1,128}")) {
            throw ProblemType.BAD_REQUEST.because("The message's id must have 1 to 128 visible ASCII characters.",
                "پیغام کی شناخت 1 سے 128 ASCII حروف کی ہونی چاہیے۔");
        }
        message.setBody(body);
        try {
            exchange.setVariable(InboxSteps.MESSAGE_ID, "rest/" + id);
            inbox.receive(exchange, partner, "rest", mapping);
        } catch (MessageIdReusedException e) {
            throw ProblemType.CONFLICT.because("This id stands for another message. Send a new message under a new id.",
                "یہ شناخت کسی اور پیغام کی ہے۔ نیا پیغام نئی شناخت کے ساتھ بھیجیں۔");
        }
    }

    private static String id(Exchange exchange, JsonNode document, @Nullable String pointer, byte[] body) {
        Proof proof = Proof.of(exchange);
        if (proof != null && proof.messageId() != null) {
            return proof.messageId();
        }
        String key = exchange.getMessage().getHeader("Idempotency-Key", String.class);
        if (key != null) {
            return key;
        }
        JsonNode told = pointer == null ? document.path("") : document.at(JsonPointer.compile(pointer));
        return told.isValueNode() ? told.asText() : Wire.hash(body);
    }

    /** Says what each update did, or why nothing counted. */
    public void close(Exchange exchange) {
        earlier.check(exchange);
        if (exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof MappingException refused) {
            // Its message names places and code lists, never values.
            throw ProblemType.RULE_VIOLATED.because(String.valueOf(refused.getMessage()), refused.remedy());
        }
        List<?> effects = exchange.getVariable("applied", List.of(), List.class);
        ArrayNode told = JsonNodeFactory.instance.arrayNode();
        effects.stream().map(Effect.class::cast).forEach(effect -> told.addObject()
                .put("referral", effect.referralId()).put("effect", effect.kind().name().toLowerCase(Locale.ROOT)));
        if (!effects.isEmpty() && effects.stream().map(Effect.class::cast).allMatch(Effect::refused)) {
            throw refusal((Effect) effects.getFirst());
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("updates", told);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody(answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static RuntimeException refusal(Effect effect) {
        @Nullable Decision decision = effect.decision();
        if (decision instanceof Decision.Illegal illegal) {
            return ProblemType.ILLEGAL_TRANSITION.detail(illegal.whatToDo().en(), illegal.whatToDo().ur())
                .with("currentStatus", illegal.current().name())
                .with("allowedTransitions", illegal.allowed().stream().map(a -> a.command().word()).toList())
                .exception();
        }
        return EarlierAnswers.missing();
    }
}
