package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.mapping.CodeLists;
import pk.rabta.query.Filter;
import pk.rabta.query.Visibility;

/** What a submission names must exist. Known without the registry, so it is refused at once even while that is away. */
@Component
class References {

    private final CodeLists codes;
    private final JdbcClient jdbc;

    References(CodeLists codes, JdbcClient jdbc) {
        this.codes = codes;
        this.jdbc = jdbc;
    }

    /** Refuses, with 422 and all pointers, needs that no list has and documents that are not this person's. */
    void check(Submission submission) {
        List<Violation> unknown = new ArrayList<>();
        JsonNode body = submission.body();
        Set<String> documents = documents(submission);
        for (int i = 0; i < body.path("needs").size(); i++) {
            need(body.path("needs").get(i).path("code"), "/needs/" + i + "/code", unknown);
        }
        documents(body.path("documents"), "/documents/", documents, unknown);
        for (int i = 0; i < body.path("programmes").size(); i++) {
            JsonNode choice = body.path("programmes").get(i);
            need(choice.path("need"), "/programmes/" + i + "/need", unknown);
            documents(choice.path("documents"), "/programmes/" + i + "/documents/", documents, unknown);
        }
        if (!unknown.isEmpty()) {
            throw ProblemType.UNKNOWN_REFERENCE.detail("Some needs or documents do not exist. Nothing was queued.",
                    "کچھ ضروریات یا دستاویزات موجود نہیں۔ کچھ قطار میں نہیں ڈالا گیا۔").violations(unknown).exception();
        }
    }

    private void need(JsonNode code, String pointer, List<Violation> unknown) {
        if (code.isTextual() && codes.canonical("need", code.asText()).isEmpty()) {
            unknown.add(new Violation(pointer, Text.of(
                    "No need has this code: GET /v1/programmes shows those that are served, as needs.",
                    "اس کوڈ کی کوئی ضرورت نہیں: GET /v1/programmes میں needs دیکھیں۔"), "unknown-code"));
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

    /** Those of the named documents that are the person's and that the caller may see. */
    private Set<String> documents(Submission submission) {
        Set<String> named = new HashSet<>();
        submission.body().path("documents").forEach(id -> named.add(id.asText()));
        submission.body().path("programmes").forEach(choice ->
                choice.path("documents").forEach(id -> named.add(id.asText())));
        return named.isEmpty() ? named : Set.copyOf(new Filter(Visibility.of(submission.request().caller(), "d"))
                .and("d.victim_id = :victim", "victim", submission.victimId())
                .and("d.id = any(:ids)", "ids", named.toArray(String[]::new))
                .on(jdbc, "select d.id from document d where {where}").query(String.class).list());
    }
}
