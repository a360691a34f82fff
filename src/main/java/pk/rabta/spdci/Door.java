package pk.rabta.spdci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.Partners;
import pk.rabta.partner.signature.SignatureRefused;
import pk.rabta.partner.signature.Signatures;
import pk.rabta.update.InboxSteps;
import pk.rabta.update.PartnerToken;

/** Lets a partner's message in: who sent it is proven by the profile, then its header is held against the standard. */
@Component("spdciDoor")
public class Door {

    private static final Set<String> MEMBERS = Set.of("signature", "header", "message");
    /** No control characters and no invisible marks: ids are stored and shown. */
    private static final Pattern ID = Pattern.compile("[^\\p{Cntrl}\\p{Cf}]{1,99}");

    private final Partners partners;
    private final PartnerToken tokens;
    private final Signatures signatures;

    Door(Partners partners, PartnerToken tokens, Signatures signatures) {
        this.partners = partners;
        this.tokens = tokens;
        this.signatures = signatures;
    }

    /** Passes or throws; the body stays the bytes that were received. */
    public void open(Exchange exchange, String partner, String action) {
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        exchange.getMessage().setBody(bytes);
        PartnerProfile profile = partners.get(partner);
        boolean byToken = profile.receive().type().equals("token");
        if (byToken) {
            tokens.require(exchange, partner);
        }
        ObjectNode envelope = Wire.envelope(bytes);
        if (!byToken) {
            verify(partner, envelope);
        }
        checkMembers(envelope);
        checkHeader(envelope.path("header"), action, profile.options());
        checkTransaction(envelope.path("message"));
        exchange.setVariable(InboxSteps.MESSAGE_ID, envelope.at("/header/message_id").asText());
    }

    private void verify(String partner, ObjectNode envelope) {
        try {
            signatures.find(partner).orElseThrow().verify(envelope.path("signature").asText(), envelope.path("header"),
                    envelope.path("message"));
        } catch (SignatureRefused e) {
            throw switch (e.reason()) {
                case MISSING -> new Refusal(401, "err.signature.missing", e.getMessage());
                case INVALID -> new Refusal(401, "err.signature.invalid", e.getMessage());
                case KEY_UNAVAILABLE -> new Refusal(503, "err.service.unavailable", e.getMessage());
            };
        }
    }

    private static void checkMembers(ObjectNode envelope) {
        for (Iterator<String> names = envelope.fieldNames(); names.hasNext();) {
            require(MEMBERS.contains(names.next()), "err.request.bad", "Only signature, header and message are read.");
        }
        require(envelope.path("header").isObject() && envelope.path("message").isObject(), "err.request.bad",
                "header and message must be objects.");
    }

    private static void checkHeader(JsonNode header, String action, Map<String, String> options) {
        require(isId(header.path("message_id")), "err.request.bad",
                "header.message_id must have 1 to 99 visible characters.");
        require(isTime(header.path("message_ts").asText()), "err.request.bad",
                "header.message_ts must be an ISO 8601 time with its offset.");
        require(header.path("action").asText().equals(action), "err.request.bad",
                "header.action must be " + action + " here.");
        require(header.path("sender_id").asText().equals(options.get("peer-id")), "err.sender_id.invalid",
                "header.sender_id is not the sender's id.");
        String receiver = header.path("receiver_id").asText();
        require(receiver.isEmpty() || receiver.equals(options.get("sender-id")), "err.receiver_id.invalid",
                "header.receiver_id is not ours.");
        require(!header.path("is_msg_encrypted").asBoolean(), "err.encryption.invalid",
                "Send the message unencrypted.");
        require(header.path("total_count").asText("0").matches("[0-9]{0,9}"), "err.request.bad",
                "header.total_count must be a whole number.");
    }

    private static void checkTransaction(JsonNode message) {
        require(isId(message.path("transaction_id")), "err.request.bad",
                "message.transaction_id must have 1 to 99 visible characters.");
    }

    private static boolean isId(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() && ID.matcher(node.textValue()).matches();
    }

    private static boolean isTime(String text) {
        try {
            return OffsetDateTime.parse(text).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static void require(boolean holds, String code, String otherwise) {
        if (!holds) {
            throw Refusal.bad(code, otherwise);
        }
    }
}
