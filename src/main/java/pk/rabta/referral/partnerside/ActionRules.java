package pk.rabta.referral.partnerside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.mapping.CodeLists;
import pk.rabta.query.Times;

/** What a partner says through the API, where no mapping stands between: the codes must be the hub's. */
@Component
class ActionRules {

    /** A hearing that does not take place, or did, may be followed by none yet. */
    private static final Set<String> UNDATED = Set.of("ADJOURNED", "HELD");

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
        JsonNode hearing = update.path("hearing");
        if (hearing.isObject() && !hearing.has("date") && !UNDATED.contains(hearing.path("status").asText())) {
            throw ProblemType.VALIDATION_FAILED.detail("1 part of the request breaks the contract.",
                    "درخواست کا ایک حصہ معاہدے کے مطابق نہیں۔").violations(List.of(new Violation("/hearing/date", Text.of(
                    "Give the date of the hearing, or the status ADJOURNED or HELD.",
                    "پیشی کی تاریخ دیں، یا حالت ADJOURNED یا HELD۔"), "required"))).exception();
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
