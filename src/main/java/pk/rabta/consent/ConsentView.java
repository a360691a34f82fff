package pk.rabta.consent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.springframework.stereotype.Component;
import pk.rabta.query.Json;

/** Writes consents as the contract does. */
@Component
class ConsentView {

    private final ConsentWords words;

    ConsentView(ConsentWords words) {
        this.words = words;
    }

    ObjectNode json(ConsentRow consent) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", consent.id()).put("status", consent.status());
        json.putObject("victim").put("registryId", consent.victimId());
        json.put("basis", consent.basis()).put("givenBy", consent.givenBy()).put("capacity", consent.capacity());
        json.setAll(words.open(consent));
        list(json, "purposes", consent.purposes());
        list(json, "recipients", consent.recipients());
        list(json, "dataScopes", consent.dataScopes());
        Json.put(json, "language", consent.language());
        json.put("method", consent.method());
        Json.put(json, "witness", consent.witness());
        if (!consent.restrictions().isEmpty()) {
            json.set("restrictions", consent.restrictions());
        }
        Json.put(json, "approvedBy", consent.approvedBy());
        Json.put(json, "validFrom", consent.validFrom());
        Json.put(json, "validTo", consent.validTo());
        Json.put(json, "reviewAt", consent.reviewAt());
        Json.put(json, "reviewedBy", consent.reviewedBy());
        Json.put(json, "reviewedAt", consent.reviewedAt());
        Json.put(json, "withdrawnAt", consent.withdrawnAt());
        if (!consent.withdrawnRecipients().isEmpty() || !consent.withdrawnPurposes().isEmpty()) {
            ObjectNode part = json.putObject("withdrawnPart");
            list(part, "recipients", consent.withdrawnRecipients());
            list(part, "purposes", consent.withdrawnPurposes());
        }
        Json.put(json, "createdAt", consent.createdAt());
        return json;
    }

    private static void list(ObjectNode json, String name, List<String> values) {
        values.forEach(json.putArray(name)::add);
    }
}
