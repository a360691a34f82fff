package pk.rabta.referral.officer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.Programme;
import pk.rabta.idempotency.Idempotency;
import pk.rabta.referral.Referral;
import pk.rabta.referral.intake.Answers;
import pk.rabta.referral.intake.Release;
import pk.rabta.referral.lifecycle.Actor;
import pk.rabta.referral.lifecycle.LifecycleCommand;
import pk.rabta.referral.lifecycle.ReferralStatus;

/** Takes away what a referral waits for; with the last of it the referral goes out. */
@Component("preconditions")
public class Preconditions {

    static final String DOCUMENT_MISSING = "document.missing";

    private final Idempotency idempotency;
    private final OfficerReferrals referrals;
    private final Attached attached;
    private final ReferralContent content;
    private final Answers answers;
    private final Release release;
    private final Catalogue catalogue;
    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    Preconditions(Idempotency idempotency, OfficerReferrals referrals, Attached attached, ReferralContent content,
                  Answers answers, Release release, Catalogue catalogue, JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.idempotency = idempotency;
        this.referrals = referrals;
        this.attached = attached;
        this.content = content;
        this.answers = answers;
        this.release = release;
        this.catalogue = catalogue;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** The operation confirmPrecondition. */
    public ApiAnswer confirm(ApiRequest request) {
        return idempotency.once(request, () -> {
            Referral referral = referrals.open(request);
            String code = request.text("code");
            JsonNode body = request.requiredBody();
            if (referral.status() != ReferralStatus.WAITING || !referral.waitingFor().contains(code)) {
                throw referrals.conflict(request, referral, "The referral does not wait for this precondition.",
                        "یہ ریفرل اس شرط کا منتظر نہیں۔");
            }
            if (code.startsWith("technical.")) {
                throw ProblemType.RULE_VIOLATED.because("The hub waits for a system, not for evidence: nothing to do.",
                        "نظام کا انتظار ہے، ثبوت کا نہیں: کچھ کرنے کی ضرورت نہیں۔");
            }
            if (ReferralContent.nothing(body)) {
                throw ProblemType.RULE_VIOLATED.because("Give the evidence: documents, a date, a note or details.",
                        "ثبوت دیں: دستاویزات، تاریخ، نوٹ یا تفصیل۔");
            }
            ObjectNode details = content.details(referral, body.path("details"));
            if (body.has("details")) {
                answers.check(catalogue.get(referral.programmeId()), details);
            }
            Programme.Rule rule = needingFact(referral, code);
            if (rule != null && !release.met(referral, code, details)) {
                throw lacking(rule);
            }
            if (body.has("details")) {
                content.keep(referral, details);
            }
            attached.add(referral, request.caller(), body.path("documents"), "/documents/");
            if (code.equals(DOCUMENT_MISSING) && attached.missing(referral) > 0) {
                throw ProblemType.RULE_VIOLATED.because("The programme still misses a document: attach it.",
                        "پروگرام کی ایک دستاویز ابھی باقی ہے: اسے منسلک کریں۔");
            }
            referrals.record(request, referral, "referral.noted", detail(code, body), note(body));
            keep(request, referral, left(referral, code, details));
            return referrals.state(request, 200);
        });
    }

    /** What was given for one condition may meet another, or open one: a report, but of another province. */
    private List<String> left(Referral referral, String confirmed, ObjectNode details) {
        Set<String> left = new LinkedHashSet<>(referral.waitingFor());
        left.remove(confirmed);
        for (Programme.Rule rule : catalogue.get(referral.programmeId()).preconditions()) {
            if (rule.fact() != null && release.met(referral, rule.code(), details)) {
                left.remove(rule.code());
            } else if (rule.fact() != null) {
                left.add(rule.code());
            }
        }
        return List.copyOf(left);
    }

    private Programme.@Nullable Rule needingFact(Referral referral, String code) {
        return catalogue.get(referral.programmeId()).preconditions().stream()
                .filter(rule -> rule.code().equals(code) && rule.fact() != null).findFirst().orElse(null);
    }

    /** No message can be made without the fact, whoever has seen what. */
    private static ProblemException lacking(Programme.Rule rule) {
        String fact = String.valueOf(rule.fact());
        boolean given = fact.startsWith("details.");
        return ProblemType.RULE_VIOLATED.detail(
                "No message can be made without this fact, so a confirmation alone is not enough.",
                "اس معلومات کے بغیر پیغام نہیں بن سکتا، اس لیے صرف تصدیق کافی نہیں۔")
                .violations(List.of(new Violation(given ? "/" + fact.replace('.', '/') : "", given
                        ? Text.of("Give it here, as the programme's catalogue entry describes it.",
                                "پروگرام کی تفصیل کے مطابق یہاں درج کریں۔")
                        : Text.of("The registry must hold " + fact + ": have it recorded there; the referral goes on by itself.",
                                fact + " رجسٹری میں درج ہونا ضروری ہے: وہاں درج کروائیں؛ ریفرل خود آگے بڑھے گا۔"),
                        rule.code()))).exception();
    }

    /** What a referral still waits for after documents were attached. */
    void documentsChanged(ApiRequest request, Referral referral) {
        if (referral.status() != ReferralStatus.WAITING || !referral.waitingFor().contains(DOCUMENT_MISSING)) {
            referrals.touch(referral);
            return;
        }
        List<String> left = new ArrayList<>(referral.waitingFor());
        left.removeIf(DOCUMENT_MISSING::equals);
        for (int missing = attached.missing(referral); missing > 0; missing--) {
            left.add(DOCUMENT_MISSING);
        }
        keep(request, referral, left);
    }

    private void keep(ApiRequest request, Referral referral, List<String> left) {
        jdbc.sql("update referral set waiting_for = :left, updated_at = :now, version = version + 1 where id = :id")
                .param("left", left.toArray(String[]::new)).param("now", Timestamp.from(clock.instant()))
                .param("id", referral.id()).update();
        if (left.isEmpty()) {
            referrals.command(request, referral, new LifecycleCommand.Release(), Actor.VSO);
        }
    }

    private ObjectNode detail(String code, JsonNode body) {
        ObjectNode detail = json.createObjectNode().put("precondition", code);
        if (body.hasNonNull("confirmedOn")) {
            detail.put("confirmedOn", body.get("confirmedOn").asText());
        }
        body.path("details").fieldNames().forEachRemaining(detail.withArray("details")::add);
        if (body.has("documents")) {
            detail.set("documents", body.get("documents"));
        }
        return detail;
    }

    private ObjectNode note(JsonNode body) {
        ObjectNode content = json.createObjectNode();
        if (body.hasNonNull("note")) {
            content.set("note", body.get("note"));
        }
        return content;
    }
}
