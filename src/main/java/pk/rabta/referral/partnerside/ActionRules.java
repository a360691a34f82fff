package pk.rabta.referral.partnerside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.mapping.CodeLists;
import pk.rabta.query.Times;

/** Codes in what a partner says must be the hub's: through the API no mapping translates them. */
@Component
class ActionRules {

    private final CodeLists codes;

    ActionRules(CodeLists codes) {
        this.codes = codes;
    }

    /** Puts today's code in place of one that it stands for, and refuses codes that no list has. */
    void check(ObjectNode update) {
        List<Violation> unknown = new ArrayList<>();
        if (update.path("reason") instanceof ObjectNode reason) {
            codes.canonical("reason", reason.path("code").asText()).ifPresentOrElse(
                    code -> reason.put("code", code), () -> unknown.add(violation("/reason/code", "reason")));
        }
        JsonNode documents = update.path("documentsRequested");
        for (int i = 0; i < documents.size(); i++) {
            if (codes.canonical("document-type", documents.get(i).asText()).isEmpty()) {
                unknown.add(violation("/documentsRequested/" + i, "document-type"));
            }
        }
        if (!unknown.isEmpty()) {
            throw ProblemType.UNKNOWN_REFERENCE.detail("Some codes are not the hub's. Nothing was changed.",
                    "کچھ کوڈ ہب کے نہیں۔ کچھ تبدیل نہیں ہوا۔").violations(unknown).exception();
        }
        if (update.hasNonNull("occurredAt")) {
            Times.read(update.get("occurredAt").asText(), "/occurredAt");
        }
    }

    private static Violation violation(String pointer, String list) {
        return new Violation(pointer, Text.of("Not in the hub's list '" + list + "'.",
                "ہب کی فہرست '" + list + "' میں نہیں۔"), "unknown-code");
    }
}
