package pk.rabta.consent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.protection.Vault;
import pk.rabta.query.Json;
import pk.rabta.registry.Persons;

/** Writes consents as the contract does. */
@Component
class ConsentView {

    private final Persons persons;
    private final Vault vault;

    ConsentView(Persons persons, Vault vault) {
        this.persons = persons;
        this.vault = vault;
    }

    ObjectNode json(ConsentRow consent) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", consent.id()).put("status", consent.status());
        json.putObject("victim").put("registryId", consent.victimId());
        json.put("basis", consent.basis()).put("givenBy", consent.givenBy()).put("capacity", consent.capacity());
        Json.put(json, "relationship", consent.relationship());
        list(json, "purposes", consent.purposes());
        list(json, "recipients", consent.recipients());
        list(json, "dataScopes", consent.dataScopes());
        Json.put(json, "language", consent.language());
        json.put("method", consent.method());
        Json.put(json, "witness", consent.witness());
        if (!consent.evidence().isEmpty()) {
            json.set("evidence", consent.evidence());
        }
        if (!consent.restrictions().isEmpty()) {
            json.set("restrictions", consent.restrictions());
        }
        Json.put(json, "approvedBy", consent.approvedBy());
        Json.put(json, "justification", justification(consent));
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

    private @Nullable String justification(ConsentRow consent) {
        byte[] sealed = consent.justification();
        byte[] key = sealed == null ? null
                : persons.find(consent.victimId()).map(person -> person.sealedKey()).orElse(null);
        return key == null || sealed == null ? null
                : new String(vault.open(key, consent.victimId(), sealed), StandardCharsets.UTF_8);
    }

    private static void list(ObjectNode json, String name, List<String> values) {
        values.forEach(json.putArray(name)::add);
    }
}
