package pk.rabta.referral.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.Lines;
import pk.rabta.api.Problem;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.api.RequestReader;
import pk.rabta.api.Violation;
import pk.rabta.api.contract.Rule;
import pk.rabta.api.contract.SchemaCheck;
import pk.rabta.api.contract.StrictJson;

/** Reads what is around a submission: the contract's BulkLine. The submission itself is read as a single one is. */
final class LineParser {

    private static final String KEY = "idempotencyKey";
    private static final String REFERRAL = "referral";
    private static final Set<String> MEMBERS = Set.of(KEY, REFERRAL);

    private LineParser() {
    }

    static BulkLine parse(BulkCall call, Lines.Line line) {
        byte[] bytes = line.bytes();
        if (bytes == null) {
            return new BulkLine(call, line.number(), null, null, ProblemType.PAYLOAD_TOO_LARGE.detail(
                    "The line is longer than the body of a single submission may be.",
                    "سطر ایک درخواست کی زیادہ سے زیادہ حد سے لمبی ہے۔"));
        }
        try {
            JsonNode document = StrictJson.read(bytes);
            JsonNode key = document.path(KEY);
            return new BulkLine(call, line.number(), key.textValue(), document.get(REFERRAL), wrong(document, key));
        } catch (ProblemException unreadable) {
            return new BulkLine(call, line.number(), null, null, unreadable.problem());
        }
    }

    private static @Nullable Problem wrong(JsonNode document, JsonNode key) {
        List<Violation> wrong = new ArrayList<>();
        if (!document.isObject()) {
            wrong.add(Rule.TYPE.at("", "object"));
        }
        if (!key.isMissingNode() && !key.isTextual()) {
            wrong.add(Rule.TYPE.at("/" + KEY, "string"));
        }
        Iterator<String> names = document.fieldNames();
        while (names.hasNext() && wrong.size() < RequestReader.MOST_LISTED) {
            String name = names.next();
            if (!MEMBERS.contains(name)) {
                String shown = SchemaCheck.shown(name);
                wrong.add(Rule.UNKNOWN_MEMBER.at(shown.isEmpty() ? "" : "/" + shown));
            }
        }
        return wrong.isEmpty() ? null : ProblemType.VALIDATION_FAILED.detail(
                "A line is an object with idempotencyKey and referral, and nothing else.",
                "ہر سطر ایک object ہے جس میں صرف idempotencyKey اور referral ہوں۔").violations(wrong);
    }
}
