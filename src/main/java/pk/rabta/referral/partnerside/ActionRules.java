package pk.rabta.referral.partnerside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.mapping.CodeLists;
import pk.rabta.query.Times;
import pk.rabta.time.Pakistan;

/** What a partner says through the API, where no mapping stands between: the codes must be the hub's. */
@Component
class ActionRules {

    /** A hearing that does not take place, or did, may be followed by none yet. */
    private static final Set<String> UNDATED = Set.of("ADJOURNED", "HELD");

    /** The outcome that says something was done; an enrolment may begin to hold later. */
    private static final String DONE = "SERVICE_DELIVERED";

    private final CodeLists codes;
    private final Clock clock;

    ActionRules(CodeLists codes, Clock clock) {
        this.codes = codes;
        this.clock = clock;
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
        notYet(update.at("/payment/paidOn"), "/payment/paidOn");
        if (DONE.equals(update.at("/outcome/code").asText())) {
            notYet(update.at("/outcome/effectiveDate"), "/outcome/effectiveDate");
        }
        if (update.hasNonNull("occurredAt")) {
            Times.read(update.get("occurredAt").asText(), "/occurredAt");
        }
    }

    /** What happened did so today at the latest; from when an enrolment holds may be another matter. */
    private void notYet(JsonNode day, String pointer) {
        if (!day.isTextual() || !Pakistan.isToCome(LocalDate.parse(day.asText()), clock.instant())) {
            return;
        }
        throw ProblemType.VALIDATION_FAILED.detail("1 part of the request breaks the contract.",
                "درخواست کا ایک حصہ معاہدے کے مطابق نہیں۔").violations(List.of(new Violation(pointer, Text.of(
                "This has happened, so it must not be after today in Pakistan.",
                "یہ ہو چکا ہے، اس لیے تاریخ پاکستان میں آج کے بعد کی نہ ہو۔"), "not-later"))).exception();
    }

    private static Violation violation(String pointer, String list) {
        return new Violation(pointer, Text.of("Not in the hub's list '" + list + "'.",
                "ہب کی فہرست '" + list + "' میں نہیں۔"), "unknown-code");
    }
}
