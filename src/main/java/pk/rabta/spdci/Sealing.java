package pk.rabta.spdci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Partners;
import pk.rabta.partner.signature.Signatures;

/** The last step before an envelope is sent: who sends it to whom, where to call back, the signature. */
@Component("spdciSealing")
public class Sealing {

    private final Partners partners;
    private final Signatures signatures;
    private final PublicUrl publicUrl;

    Sealing(Partners partners, Signatures signatures, PublicUrl publicUrl) {
        this.partners = partners;
        this.signatures = signatures;
        this.publicUrl = publicUrl;
    }

    /** Completes the body, an envelope as a mapping made it; nothing may change it afterwards. */
    public void seal(Exchange exchange, String partner) {
        JsonNode mapped = exchange.getMessage().getBody(JsonNode.class);
        Map<String, String> options = partners.get(partner).options();
        ObjectNode header = mapped.path("header").deepCopy();
        header.put("sender_id", options.get("sender-id")).put("receiver_id", options.get("peer-id"));
        if (options.containsKey("callback") && !header.has("status")) {
            String base = options.get("callback").replaceFirst("/+$", "");
            header.put("sender_uri", publicUrl.of(base + "/on-" + header.path("action").asText()));
        }
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        JsonNode message = mapped.path("message");
        signatures.find(partner).ifPresent(profile -> envelope.put("signature", profile.sign(header, message)));
        envelope.set("header", header);
        envelope.set("message", message);
        exchange.getMessage().setBody(envelope);
    }
}
