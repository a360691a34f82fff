package pk.rabta.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import pk.rabta.delivery.DeliveryFault.Kind;
import pk.rabta.partner.PartnerProfile.Auth;
import pk.rabta.partner.PartnerTokens;
import pk.rabta.partner.Partners;

/** Prepares a call to a partner over HTTP: nothing but what is set here goes out as a header. */
@Component("partnerHttp")
public class PartnerHttp {

    /** Header with the message's id, the same in every attempt. */
    public static final String MESSAGE_ID = "Idempotency-Key";

    private final Partners partners;
    private final PartnerTokens tokens;

    PartnerHttp(Partners partners, PartnerTokens tokens) {
        this.partners = partners;
        this.tokens = tokens;
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
        authorize(message, partner);
        message.setBody(message.getBody() instanceof JsonNode json
                ? json.toString().getBytes(StandardCharsets.UTF_8) : message.getBody(byte[].class));
    }

    private void authorize(Message message, String partner) {
        Auth auth = partners.get(partner).auth();
        switch (auth.type()) {
            case "oauth2-client" -> message.setHeader("Authorization", "Bearer " + token(partner, auth));
            case "basic" -> message.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(
                    (auth.username() + ":" + auth.password()).getBytes(StandardCharsets.UTF_8)));
            default -> { /* none, or proven inside the message */ }
        }
    }

    private String token(String partner, Auth auth) {
        try {
            return tokens.get(partner, auth);
        } catch (OAuth2AuthorizationException e) {
            throw fault(partner, e);
        }
    }

    /** Spring wraps a connection that failed into the same exception as a refusal. */
    private static DeliveryFault fault(String partner, OAuth2AuthorizationException thrown) {
        boolean unreached = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return new DeliveryFault(Kind.PARTNER, "token-tls", "TLS failed at the token endpoint of " + partner,
                        thrown);
            } else if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return new DeliveryFault(Kind.PARTNER, "token-unknown-host", "The host name of the token endpoint of "
                        + partner + " is unknown", thrown);
            }
            unreached |= cause instanceof ResourceAccessException;
        }
        return new DeliveryFault(unreached ? Kind.RETRY : Kind.PARTNER,
                unreached ? "token-unreachable" : "token-refused",
                "The token endpoint of " + partner + " gave no token", thrown);
    }
}
