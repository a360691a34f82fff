package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.mapping.CodeLists;
import pk.rabta.referral.lifecycle.ReferralStatus;

/** What a submission names must exist. Known without the registry, so it is refused at once even while that is away. */
@Component
class References {

    private final CodeLists codes;

    References(CodeLists codes) {
        this.codes = codes;
    }

    /** Refuses, with 422 and all pointers, needs that no list has, and documents and referrals of somebody else. */
    void check(Submission submission) {
        List<Violation> unknown = new ArrayList<>();
        JsonNode body = submission.body();
        Set<String> documents = submission.named().documents().keySet();
        for (int i = 0; i < body.path("needs").size(); i++) {
            need(body.path("needs").get(i).path("code"), "/needs/" + i + "/code", unknown);
        }
        documents(body.path("documents"), "/documents/", documents, unknown);
        for (int i = 0; i < body.path("programmes").size(); i++) {
            JsonNode choice = body.path("programmes").get(i);
            need(choice.path("need"), "/programmes/" + i + "/need", unknown);
            documents(choice.path("documents"), "/programmes/" + i + "/documents/", documents, unknown);
            replaced(choice.path("replaces"), "/programmes/" + i + "/replaces", submission, unknown);
        }
        if (!unknown.isEmpty()) {
            throw ProblemType.UNKNOWN_REFERENCE.detail("The request names something that does not exist or does not fit. Nothing was queued.",
                    "درخواست میں کوئی حوالہ موجود نہیں یا درست نہیں۔ کچھ قطار میں نہیں ڈالا گیا۔").violations(unknown).exception();
        }
    }

    private void need(JsonNode code, String pointer, List<Violation> unknown) {
        if (code.isTextual() && codes.canonical("need", code.asText()).isEmpty()) {
            unknown.add(new Violation(pointer, Text.of(
                    "No need has this code: GET /v1/programmes shows those that are served, as needs.",
                    "اس کوڈ کی کوئی ضرورت نہیں: GET /v1/programmes میں needs دیکھیں۔"), "unknown-code"));
        }
    }

    /** Whatever the programme: a new referral may go elsewhere after one that came to nothing (T19). */
    private static void replaced(JsonNode id, String pointer, Submission submission, List<Violation> unknown) {
        if (!id.isTextual()) {
            return;
        }
        String status = submission.named().replaced().get(id.asText());
        if (status == null) {
            unknown.add(new Violation(pointer, Text.of("No such referral of this person: GET /v1/referrals shows them.",
                    "اس فرد کا ایسا کوئی ریفرل نہیں: GET /v1/referrals دیکھیں۔"), "unknown-referral"));
        } else if (!ReferralStatus.valueOf(status).replaceable()) {
            unknown.add(new Violation(pointer, Text.of("This referral is " + status
                    + ": only one that was rejected, failed, expired or was cancelled is replaced. Leave it out.",
                    "یہ ریفرل " + status + " ہے: صرف مسترد، ناکام، زائد المیعاد یا منسوخ ریفرل بدلا جا سکتا ہے۔"),
                    "not-replaceable"));
        }
    }

    private static void documents(JsonNode ids, String pointer, Set<String> known, List<Violation> unknown) {
        for (int i = 0; i < ids.size(); i++) {
            if (!known.contains(ids.get(i).asText())) {
                unknown.add(new Violation(pointer + i, Text.of(
                        "No such document of this person: POST /v1/documents first.",
                        "اس فرد کی ایسی کوئی دستاویز نہیں: پہلے POST /v1/documents کریں۔"), "unknown-document"));
            }
        }
    }

    /** The ids of all documents that a request names. */
    static String[] documents(JsonNode body) {
        Set<String> named = new HashSet<>();
        body.path("documents").forEach(id -> named.add(id.asText()));
        body.path("programmes").forEach(choice -> choice.path("documents").forEach(id -> named.add(id.asText())));
        return named.toArray(String[]::new);
    }

    /** The ids of all referrals that a request replaces. */
    static String[] replaced(JsonNode body) {
        Set<String> named = new HashSet<>();
        body.path("programmes").forEach(choice -> Optional.ofNullable(choice.get("replaces"))
                .filter(JsonNode::isTextual).ifPresent(id -> named.add(id.asText())));
        return named.toArray(String[]::new);
    }
}
