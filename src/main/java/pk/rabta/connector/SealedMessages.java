package pk.rabta.connector;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.delivery.Dispatch;
import pk.rabta.delivery.DispatchSteps;
import pk.rabta.mapping.MappingException;
import pk.rabta.partner.sealed.SealedCodec;
import pk.rabta.partner.sealed.SealedPartners;
import pk.rabta.partner.sealed.SealedRefused;
import pk.rabta.referral.exchange.Effect;
import pk.rabta.update.InboxSteps;
import pk.rabta.update.MessageIdReusedException;

/** The steps of routes that speak sealed: what leaves is sealed last, what comes is opened first, and answers say nothing. */
@Component("sealedMessages")
public class SealedMessages {

    private static final Logger LOG = LoggerFactory.getLogger(SealedMessages.class);
    private static final String JOSE = "application/jose";

    private final SealedPartners partners;
    private final InboxSteps inbox;
    private final EarlierAnswers earlier;

    SealedMessages(SealedPartners partners, InboxSteps inbox, EarlierAnswers earlier) {
        this.partners = partners;
        this.inbox = inbox;
        this.earlier = earlier;
    }

    /** The body, a message that is ready to be sent, becomes one that its partner alone can read. */
    public void seal(Exchange exchange, String partner) {
        Message message = exchange.getMessage();
        Dispatch dispatch = Objects.requireNonNull(exchange.getVariable(DispatchSteps.VARIABLE, Dispatch.class));
        message.setBody(partners.get(partner).seal(dispatch.messageId(), message.getBody(byte[].class)).orElseThrow(() ->
                new DeliveryFault(DeliveryFault.Kind.PARTNER, DeliveryFault.KEY_EXPIRED,
                        "No key of " + partner + " to seal to holds any more", null)));
        message.setHeader(Exchange.CONTENT_TYPE, JOSE);
    }

    /** Opens what the partner sealed and archives it under the id that it signed. */
    public void open(Exchange exchange, String partner, String mapping) {
        Message message = exchange.getMessage();
        if (!message.getHeader(Exchange.CONTENT_TYPE, "", String.class).toLowerCase(Locale.ROOT).startsWith(JOSE)) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because("Send application/jose.", "application/jose بھیجیں۔");
        }
        try {
            SealedCodec.Opened opened = partners.get(partner).open(
                    Objects.requireNonNullElse(message.getBody(byte[].class), new byte[0]));
            Wire.read(opened.content());
            message.setBody(opened.content());
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
            exchange.setVariable(InboxSteps.MESSAGE_ID, "sealed/" + opened.id());
            inbox.receive(exchange, partner, "sealed", mapping);
        } catch (SealedRefused refused) {
            LOG.warn("A sealed message of {} was refused: {}", partner, refused.reason());
            throw ProblemType.UNAUTHENTICATED.because("Sign and seal the message as agreed, at most five minutes ago.",
                    "پیغام پر طے شدہ طریقے سے دستخط کر کے بند کریں، زیادہ سے زیادہ پانچ منٹ پہلے۔");
        } catch (MessageIdReusedException e) {
            throw ProblemType.CONFLICT.because("This id stands for another message. Send a new message under a new id.",
                    "یہ شناخت کسی اور پیغام کی ہے۔ نیا پیغام نئی شناخت کے ساتھ بھیجیں۔");
        }
    }

    /** 204, or why nothing counted: without an id or a status, for the answer travels in the clear. */
    public void close(Exchange exchange) {
        earlier.check(exchange);
        if (exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof MappingException refused) {
            // Its message names places and code lists, never values.
            throw ProblemType.RULE_VIOLATED.because(String.valueOf(refused.getMessage()), refused.remedy());
        }
        for (Object each : exchange.getVariable("applied", List.of(), List.class)) {
            if (each instanceof Effect effect && effect.refused()) {
                throw effect.decision() == null ? EarlierAnswers.missing() : ProblemType.ILLEGAL_TRANSITION.because(
                        "This does not fit what was said before. Agree on it with the handler.",
                        "یہ پہلے کہی گئی بات سے میل نہیں کھاتا۔ نگران سے طے کریں۔");
            }
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 204);
        exchange.getMessage().setBody(null);
    }
}
