package pk.rabta.spdci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.delivery.DeliveryFault.Kind;
import pk.rabta.delivery.Dispatch;
import pk.rabta.delivery.DispatchSteps;
import pk.rabta.partner.Partners;

/** Reads what a partner answered at once: an acknowledgement, or the answer of a synchronous operation. */
@Component("spdciAcknowledgement")
public class Acknowledgement {

    private static final Set<String> PASSING =
            Set.of("err.service.unavailable", "err.request.timeout", "err.request.too_many_requests");
    private static final Set<String> OF_THE_PARTNER = Set.of("err.request.unauthorized", "err.request.forbidden",
            "err.sender_id.invalid", "err.sender_uri.invalid", "err.receiver_id.invalid", "err.signature.missing",
            "err.signature.invalid", "err.encryption.invalid", "err.version.not_supported");

    private final Partners partners;

    Acknowledgement(Partners partners) {
        this.partners = partners;
    }

    /**
     * Leaves the answer as body, with the transaction that it belongs to, which an acknowledgement does not name.
     *
     * @throws DeliveryFault where the partner did not take the message
     */
    public void check(Exchange exchange, String partner) {
        ObjectNode answer = Wire.object(exchange.getMessage().getBody(byte[].class)).orElseThrow(() ->
                new DeliveryFault(Kind.IN_DOUBT, DeliveryFault.ANSWER_BROKEN, "the answer is no JSON object", null));
        JsonNode message = answer.path("message");
        String status = status(answer, message);
        switch (status) {
            case "ACK", "succ", "rcvd", "pdng" -> { /* taken */ }
            case "NACK", "ERR", "rjct" -> throw fault(partner, status, code(answer, message));
            default -> throw new DeliveryFault(Kind.IN_DOUBT, DeliveryFault.ANSWER_BROKEN, "the answer has no status", null);
        }
        Dispatch dispatch = exchange.getVariable(DispatchSteps.VARIABLE, Dispatch.class);
        if (dispatch != null && dispatch.referralId() != null && message instanceof ObjectNode object) {
            object.put("transaction_id", dispatch.referralId());
        }
        exchange.getMessage().setBody(answer);
    }

    /** Of an acknowledgement, else of the first item that was refused, else of the header. */
    private static String status(JsonNode answer, JsonNode message) {
        if (message.has("ack_status")) {
            return message.path("ack_status").asText();
        }
        String header = answer.at("/header/status").asText();
        for (JsonNode item : message.path("enrolled_response")) {
            if (item.path("status").asText().equals("rjct")) {
                return "rjct";
            }
        }
        return header;
    }

    private static String code(JsonNode answer, JsonNode message) {
        String code = message.at("/error/code").asText(answer.at("/header/status_reason_code").asText());
        return code.matches("[a-z0-9_.]{1,60}") ? code : "none";
    }

    private DeliveryFault fault(String partner, String status, String code) {
        Kind kind = partners.get(partner).delivery().alreadyReceived().contains(code) ? Kind.ALREADY_RECEIVED
                : PASSING.contains(code) ? Kind.RETRY : OF_THE_PARTNER.contains(code) ? Kind.PARTNER : Kind.PARK;
        return new DeliveryFault(kind, "spdci-" + code, "answered " + status + " with code " + code, null);
    }
}
