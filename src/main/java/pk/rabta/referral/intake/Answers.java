package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.catalogue.Programme;
import pk.rabta.catalogue.ProgrammeQuestions;

/** Holds the answers to the programmes' questions, the details, against their types and what a programme requires. */
@Component
public class Answers {

    private static final String POINTER = "/details";

    private final ProgrammeQuestions questions;

    Answers(ProgrammeQuestions questions) {
        this.questions = questions;
    }

    /** Refuses, with 400 and all pointers, details as they would be after a change. */
    public void check(Programme programme, JsonNode details) {
        Set<Violation> wrong = new LinkedHashSet<>(questions.violations(details, POINTER));
        RequiredFacts.missing(programme, true, null, details)
                .forEach(path -> wrong.add(required(programme, RequiredFacts.pointer("", path))));
        wrong.addAll(questions.notTaken(programme, details, POINTER));
        if (!wrong.isEmpty()) {
            throw refused(List.copyOf(wrong), "Nothing was changed.", "کچھ تبدیل نہیں ہوا۔");
        }
    }

    /**
     * Refuses, with 400 and all pointers, answers of the wrong type and what no message could be made of. Of matched
     * programmes it takes those out that lack something, unless none is left, and says so.
     */
    List<Plan.Advice> complete(Submission submission, List<Wish> wishes, boolean matched) {
        List<Violation> wrong = new ArrayList<>(types(submission.body()));
        boolean readable = wrong.isEmpty();
        List<Plan.Advice> leftOut = new ArrayList<>();
        List<Wish> lacking = new ArrayList<>();
        for (Wish wish : wishes) {
            List<Violation> unfit = unfit(submission, wish, matched);
            if (!unfit.isEmpty()) {
                lacking.add(wish);
                leftOut.add(leftOut(submission, wish, unfit));
                wrong.addAll(unfit);
            }
        }
        if (readable && matched && lacking.size() < wishes.size()) {
            wishes.removeAll(lacking);
            return leftOut;
        }
        if (!wrong.isEmpty()) {
            throw refused(wrong, "Nothing was queued.", "کچھ قطار میں نہیں ڈالا گیا۔");
        }
        return List.of();
    }

    private List<Violation> types(JsonNode body) {
        List<Violation> wrong = new ArrayList<>(questions.violations(body.path("details"), POINTER));
        JsonNode choices = body.path("programmes");
        for (int i = 0; i < choices.size(); i++) {
            wrong.addAll(questions.violations(choices.get(i).path("details"), "/programmes/" + i + POINTER));
        }
        return wrong;
    }

    private List<Violation> unfit(Submission submission, Wish wish, boolean matched) {
        JsonNode details = wish.details(submission);
        List<Violation> unfit = new ArrayList<>();
        missing(submission, wish).forEach(path -> unfit.add(
                required(wish.programme(), RequiredFacts.pointer(matched ? "" : wish.pointer(), path))));
        unfit.addAll(questions.notTaken(wish.programme(), details,
                wish.choice().has("details") ? wish.pointer() + POINTER : POINTER));
        return unfit;
    }

    private static List<String> missing(Submission submission, Wish wish) {
        return RequiredFacts.missing(wish.programme(), wish.need() != null, submission.body().path("contact"),
                wish.details(submission));
    }

    private static Violation required(Programme programme, String pointer) {
        return new Violation(pointer, Text.of("The programme " + programme.id() + " needs this.",
                "پروگرام " + programme.id() + " کے لیے یہ لازمی ہے۔"), "required");
    }

    private static Plan.Advice leftOut(Submission submission, Wish wish, List<Violation> unfit) {
        String id = wish.programme().id();
        List<String> missing = missing(submission, wish);
        return new Plan.Advice("left-out", missing.isEmpty()
                ? Text.of(id + " was left out. " + unfit.getFirst().message().en(),
                        id + " شامل نہیں کیا گیا۔ " + unfit.getFirst().message().ur())
                : Text.of(id + " was left out: it needs " + String.join(", ", missing) + ".",
                        id + " شامل نہیں کیا گیا: یہ لازمی ہے: " + String.join(", ", missing)));
    }

    private static ProblemException refused(List<Violation> wrong, String en, String ur) {
        return ProblemType.VALIDATION_FAILED.detail(
                "What a programme asks for is missing, or not as it asks for it. " + en,
                "پروگرام کے لیے درکار معلومات موجود نہیں، یا مطلوبہ شکل میں نہیں۔ " + ur)
                .violations(wrong).exception();
    }
}
