package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemType;
import pk.rabta.referral.intake.AcceptStatement.Gate;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;
import pk.rabta.registry.RegistryAnswers;

/** The steps that accept a referral: read, plan, then one transaction. The broker is not touched here. */
@Component("intake")
public class Intake {

    private final SubmissionReader reader;
    private final References references;
    private final Planner planner;
    private final Acceptance acceptance;
    private final Preview preview;
    private final Persons persons;
    private final AcceptStatement statement;
    private final AcceptedCount accepted;

    Intake(SubmissionReader reader, References references, Planner planner, Acceptance acceptance, Preview preview,
           Persons persons, AcceptStatement statement, AcceptedCount accepted) {
        this.reader = reader;
        this.references = references;
        this.planner = planner;
        this.acceptance = acceptance;
        this.preview = preview;
        this.persons = persons;
        this.statement = statement;
        this.accepted = accepted;
    }

    /** What the hub knows of the request, its person and its basis. */
    public Submission read(ApiRequest request) {
        return reader.read(request);
    }

    /** Decides and, unless it is a dry run, stores: referrals, history, deliveries, audit and this answer at once. */
    public ApiAnswer commit(Submission submission) {
        if (submission.answered() != null) {
            return submission.answered();
        }
        Submission current = submission.isStale()
                ? submission.with(persons.find(submission.victimId()).orElse(null)) : submission;
        if (current.person() != null && current.person().hidden() && !current.isCleared()) {
            // The registry is away, else it would not have come to this: somebody of whom nothing is known.
            current = current.with(current.person().veiled());
        }
        Person person = current.person();
        if (person != null && (person.erased() || person.mergedInto() != null)) {
            throw RegistryAnswers.unknownPerson();
        }
        references.check(current);
        Plan plan = planner.plan(current);
        if (current.dryRun()) {
            return preview.answer(current, plan);
        }
        if (person == null) {
            persons.ensure(current.victimId());
            person = persons.find(current.victimId()).orElseThrow();
        }
        return store(current, acceptance.rows(current, plan, person));
    }

    private ApiAnswer store(Submission submission, ObjectNode rows) {
        ApiRequest request = submission.request();
        try {
            Gate gate = statement.accept(rows, request, submission.at());
            return gate.open() ? accepted(rows) : refuse(gate);
        } catch (DataIntegrityViolationException e) {
            return overtaken(request, e);
        }
    }

    private ApiAnswer accepted(ObjectNode rows) {
        if (!rows.path("withheld").asBoolean()) {
            accepted.count(rows.get("referrals"));
        }
        return ApiAnswer.accepted(rows.get("answer"));
    }

    private static ApiAnswer refuse(Gate gate) {
        if (!gate.turn()) {
            throw ProblemType.IDEMPOTENCY_IN_PROGRESS.detail(
                    "The first request with this Idempotency-Key still runs. Repeat this one shortly.",
                    "اسی کلید کی پہلی درخواست جاری ہے۔ تھوڑی دیر بعد دہرائیں۔").header("Retry-After", "1").exception();
        }
        if (gate.basis()) {
            throw ProblemType.UNKNOWN_REFERENCE.because("A referral that is to be replaced was answered or corrected just "
                    + "now: look at it, then decide. Nothing was queued.",
                    "جس ریفرل کو بدلنا تھا وہ ابھی ابھی تبدیل ہوا ہے: اسے دیکھ کر فیصلہ کریں۔ کچھ قطار میں نہیں ڈالا گیا۔");
        }
        throw ProblemType.CONSENT_MISSING.because("The basis ended while the request ran. Nothing was queued.",
                "درخواست کے دوران رضامندی ختم ہو گئی۔ کچھ قطار میں نہیں ڈالا گیا۔");
    }

    /** Somebody committed first: the same request, whose answer is given, or another open referral. */
    private ApiAnswer overtaken(ApiRequest request, DataIntegrityViolationException e) {
        Submission again = reader.read(request);
        if (again.answered() != null) {
            return again.answered();
        }
        String cause = String.valueOf(e.getMostSpecificCause().getMessage());
        if (cause.contains("referral_open")) {
            throw ProblemType.DUPLICATE_REFERRAL.because("An open referral to this programme was accepted just now.",
                    "اس پروگرام میں ریفرل ابھی ابھی قبول ہوا ہے۔");
        }
        if (cause.contains("referral_document")) {
            throw ProblemType.UNKNOWN_REFERENCE.because("A document id is not registered: POST /v1/documents first.",
                    "دستاویز کی شناخت درج نہیں: پہلے POST /v1/documents کریں۔");
        }
        throw e;
    }
}
