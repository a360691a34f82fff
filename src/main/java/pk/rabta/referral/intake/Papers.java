package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.mapping.CodeLists;

/** Which of a submission's documents go with which referral: a kind that a partner has no word for would hold it up. */
@Component
class Papers {

    private static final String LIST = "document-type";

    private final CodeLists codes;
    private final ObjectMapper json;

    Papers(CodeLists codes, ObjectMapper json) {
        this.codes = codes;
        this.json = json;
    }

    /** Refuses, with 422 and all pointers, what was given to one programme or to all, and no partner of theirs takes. */
    void check(Submission submission, List<Wish> wishes) {
        List<Violation> notTaken = new ArrayList<>();
        for (Wish wish : wishes) {
            JsonNode own = wish.choice().path("documents");
            for (int i = 0; i < own.size(); i++) {
                if (!taken(submission, wish, own.get(i))) {
                    notTaken.add(notTaken(wish.pointer() + "/documents/" + i));
                }
            }
        }
        List<Wish> sharing = wishes.stream().filter(wish -> !wish.choice().has("documents")).toList();
        JsonNode shared = submission.body().path("documents");
        for (int i = 0; i < shared.size() && !sharing.isEmpty(); i++) {
            JsonNode id = shared.get(i);
            if (sharing.stream().noneMatch(wish -> taken(submission, wish, id))) {
                notTaken.add(notTaken("/documents/" + i));
            }
        }
        if (!notTaken.isEmpty()) {
            throw ProblemType.RULE_VIOLATED.detail("A document is not for this partner. Nothing was queued.",
                    "ایک دستاویز اس ادارے کے لیے نہیں۔ کچھ قطار میں نہیں ڈالا گیا۔").violations(notTaken).exception();
        }
    }

    /** The ids of the documents that go with one referral: its own, or those for all that its partner takes. */
    JsonNode of(Submission submission, Wish wish) {
        if (wish.choice().has("documents")) {
            return wish.choice().get("documents");
        }
        ArrayNode taken = json.createArrayNode();
        submission.body().path("documents").forEach(id -> {
            if (taken(submission, wish, id)) {
                taken.add(id);
            }
        });
        return taken;
    }

    /** What one referral goes without of the documents for all. */
    List<Plan.Advice> left(Submission submission, Wish wish) {
        List<Plan.Advice> left = new ArrayList<>();
        if (!wish.choice().has("documents")) {
            submission.body().path("documents").forEach(id -> {
                if (!taken(submission, wish, id)) {
                    String type = submission.named().documents().get(id.asText());
                    left.add(new Plan.Advice("document-left-out", Text.of("A document of type " + type
                            + " does not go with this referral: its partner takes, or may see, no paper of this kind.",
                            "دستاویز (" + type + ") اس ریفرل کے ساتھ نہیں جاتی: ادارہ اس قسم کا کاغذ نہیں لیتا، یا اسے "
                            + "دکھایا نہیں جا سکتا۔")));
                }
            });
        }
        return left;
    }

    private boolean taken(Submission submission, Wish wish, JsonNode id) {
        String type = submission.named().documents().get(id.asText());
        return type == null || codes.takes(wish.programme().partner(), LIST, type);
    }

    private static Violation notTaken(String pointer) {
        return new Violation(pointer, Text.of("This partner takes, or may see, no paper of this kind: leave it out.",
                "یہ ادارہ اس قسم کا کاغذ نہیں لیتا، یا اسے دکھایا نہیں جا سکتا: شامل نہ کریں۔"), "kind-not-taken");
    }
}
