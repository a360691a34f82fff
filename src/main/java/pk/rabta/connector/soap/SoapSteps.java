package pk.rabta.connector.soap;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.cxf.common.CxfPayload;
import org.apache.camel.component.cxf.common.message.CxfConstants;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.interceptor.Fault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.delivery.Dispatch;
import pk.rabta.delivery.DispatchSteps;
import pk.rabta.delivery.InTime;
import pk.rabta.referral.exchange.Effect;
import pk.rabta.update.InboxSteps;

/** The steps of SOAP routes between a mapping, which knows bytes, and the cxf component, which knows payloads. */
@Component("soap")
class SoapSteps {

    private static final String FAILURE = "callFailure";
    /** No control characters and no invisible marks: ids are stored and shown. */
    private static final Pattern ID = Pattern.compile("[^\\p{Cntrl}\\p{Cf}]{1,200}");

    /** The message to send as payload; the path of the message names the operation. Nothing else goes out. */
    public void prepare(Exchange exchange) {
        Dispatch dispatch = exchange.getVariable(DispatchSteps.VARIABLE, Dispatch.class);
        Message message = exchange.getMessage();
        byte[] xml = message.getBody(byte[].class);
        message.removeHeaders("*");
        message.setHeader(CxfConstants.OPERATION_NAME, dispatch.path());
        message.setBody(SoapBody.payload(xml));
        InTime.check();
    }

    /** Keeps why the call failed: what a doCatch throws would pass the route's error handling by. */
    public void failed(Exchange exchange) {
        Exception thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        DeliveryFault fault = SoapFaults.classify(thrown);
        exchange.setVariable(FAILURE, fault == null ? thrown : fault);
    }

    /** The answer's body as bytes; or throws what the call's failure means for the delivery. */
    public void open(Exchange exchange) throws Exception {
        Exception failure = exchange.getVariable(FAILURE, Exception.class);
        if (failure != null) {
            throw failure;
        }
        Element answer = element(exchange);
        if (answer == null) {
            throw new DeliveryFault(DeliveryFault.Kind.IN_DOUBT, DeliveryFault.ANSWER_BROKEN, "The answer has no body", null);
        }
        exchange.getMessage().setBody(SoapBody.bytes(answer));
    }

    /** What a partner sent as bytes, and variable {@link InboxSteps#MESSAGE_ID}: the text of the element of that name. */
    public void read(Exchange exchange, String idElement) {
        Element element = element(exchange);
        String id = element == null ? "" : SoapBody.text(element, idElement);
        if (element == null || !ID.matcher(id).matches()) {
            throw refusal("The body must have an element " + idElement
                    + " with the message's own id, 1 to 200 visible characters");
        }
        exchange.setVariable(InboxSteps.MESSAGE_ID, id);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "text/xml");
        exchange.getMessage().setBody(SoapBody.bytes(element));
    }

    /** Refuses with a fault what was not understood, or what no update of it counted. */
    public void refuse(Exchange exchange) {
        String why = exchange.getVariable(InboxSteps.REFUSAL, String.class);
        if (why != null) {
            throw refusal("The message was not understood: " + why);
        }
        List<?> effects = exchange.getVariable(InboxSteps.APPLIED, List.of(), List.class);
        if (!effects.isEmpty() && effects.stream().allMatch(e -> e instanceof Effect effect && effect.refused())) {
            boolean unknown = effects.stream().anyMatch(e -> ((Effect) e).kind() == Effect.Kind.UNKNOWN);
            throw refusal(unknown ? "No case of this partner has this reference"
                    : "The state of the case does not allow this");
        }
    }

    /** The answer as payload; nothing else goes out. */
    public void reply(Exchange exchange) {
        byte[] xml = exchange.getMessage().getBody(byte[].class);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(SoapBody.payload(xml));
    }

    private static @Nullable Element element(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof CxfPayload<?> payload ? SoapBody.element(payload) : null;
    }

    private static SoapFault refusal(String why) {
        return new SoapFault(why, Fault.FAULT_CODE_CLIENT);
    }
}
