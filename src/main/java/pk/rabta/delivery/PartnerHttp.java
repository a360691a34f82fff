package pk.rabta.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Prepares a call to a partner over HTTP: nothing but what is set here goes out as a header. */
@Component("partnerHttp")
public class PartnerHttp {

    /** Header with the message's id, the same in every attempt. */
    public static final String MESSAGE_ID = "Idempotency-Key";

    private final Credentials credentials;

    PartnerHttp(Credentials credentials) {
        this.credentials = credentials;
    }

    /** Method POST, JSON, the profile's credentials, the message's id where there is one. */
    public void prepare(Exchange exchange, String partner) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("Accept", "application/json");
        Dispatch dispatch = exchange.getVariable(DispatchSteps.VARIABLE, Dispatch.class);
        if (dispatch != null) {
            message.setHeader(MESSAGE_ID, dispatch.messageId());
        }
        String authorization = credentials.authorization(partner);
        if (authorization != null) {
            message.setHeader("Authorization", authorization);
        }
        message.setBody(message.getBody() instanceof JsonNode json
                ? json.toString().getBytes(StandardCharsets.UTF_8) : message.getBody(byte[].class));
    }
}
