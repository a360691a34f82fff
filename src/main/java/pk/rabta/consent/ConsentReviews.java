package pk.rabta.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.idempotency.Idempotency;
import pk.rabta.query.Absent;

/** The operation reviewConsent: somebody looked again at a basis that nobody consented to, and it may stand on. */
@Component("consentReviews")
public class ConsentReviews {

    private final JdbcClient jdbc;
    private final Idempotency idempotency;
    private final Consents consents;
    private final ConsentRows rows;
    private final ReviewDates dates;
    private final ConsentView view;
    private final ConsentEvents events;
    private final Clock clock;

    ConsentReviews(JdbcClient jdbc, Idempotency idempotency, Consents consents, ConsentRows rows, ReviewDates dates,
                   ConsentView view, ConsentEvents events, Clock clock) {
        this.jdbc = jdbc;
        this.idempotency = idempotency;
        this.consents = consents;
        this.rows = rows;
        this.dates = dates;
        this.view = view;
        this.events = events;
        this.clock = clock;
    }

    /** Moves the day of the next review; what was stopped for want of this one stays stopped. */
    public ApiAnswer review(ApiRequest request) {
        return idempotency.once(request, () -> carryOut(request), stored -> shown(request, stored));
    }

    private ApiAnswer carryOut(ApiRequest request) {
        Instant now = clock.instant();
        find(request, now);
        // Locked as by a withdrawal: what is claimed meanwhile waits, and sees the new day.
        Consent consent = consents.lock(request.id()).orElseThrow(Absent::consent);
        request.expect(Long.toString(consent.version()));
        ConsentRow row = find(request, now);
        check(request, row, now);
        JsonNode body = request.requiredBody();
        Instant next = Objects.requireNonNull(dates.of(body, row.basis(), request.caller().province(), now));
        jdbc.sql("""
                update consent set review_at = :next, extended_by = :by, extended_at = :now, review_told_at = null,
                  version = version + 1 where id = :id""")
                .param("next", Timestamp.from(next)).param("by", body.path("reviewedBy").asText())
                .param("now", Timestamp.from(now)).param("id", row.id()).update();
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("reviewedBy", body.path("reviewedBy").asText())
                .put("reviewAt", next.toString());
        events.record("consent.reviewed", new ConsentEvents.About(row.id(), row.victimId(), consent.clientId()),
                request.caller(), detail, now);
        return ApiAnswer.ok(JsonNodeFactory.instance.objectNode().put("id", row.id()))
                .etag(Long.toString(consent.version() + 1));
    }

    private void check(ApiRequest request, ConsentRow row, Instant now) {
        List<Violation> broken = new ArrayList<>();
        boolean over = row.status().equals("WITHDRAWN") || row.status().equals("EXPIRED");
        if (over || row.basis().equals("CONSENT")) {
            broken.add(new Violation("", over
                    ? Text.of("It was withdrawn or has run out: record a new basis.",
                    "یہ واپس لی جا چکی یا ختم ہو چکی ہے: نئی بنیاد درج کریں۔")
                    : Text.of("What a person consented to is not reviewed: ask them, and record a new consent.",
                    "رضامندی پر نظرثانی نہیں ہوتی: فرد سے پوچھیں اور نئی رضامندی درج کریں۔"), "not-to-review"));
        } else {
            reviewer(request.requiredBody().path("reviewedBy").asText(), request.caller().vso(), row.recordedBy(), broken);
            dates.check(request.requiredBody(), row.basis(), request.caller().province(), now, broken);
        }
        if (!broken.isEmpty()) {
            throw ProblemType.RULE_VIOLATED.detail("The basis cannot be reviewed so. Nothing was changed.",
                    "اس بنیاد پر نظرثانی اس طرح نہیں ہو سکتی۔ کچھ تبدیل نہیں ہوا۔").violations(broken).exception();
        }
    }

    /** Who reviews does so with their own token, and is another than who recorded it: what nobody names proves nobody. */
    private static void reviewer(String by, @Nullable String vso, @Nullable String recordedBy, List<Violation> broken) {
        if (vso == null || !by.equalsIgnoreCase(vso)) {
            broken.add(new Violation("/reviewedBy", Text.of("Who reviews it says so with their own access token: name the "
                    + "officer of the token, and nobody else.",
                    "نظرثانی کرنے والا اپنے ٹوکن سے بھیجے: صرف ٹوکن والے افسر کا نام لکھیں۔"), "own-token"));
        } else if (recordedBy == null || by.equalsIgnoreCase(recordedBy)) {
            broken.add(new Violation("/reviewedBy", recordedBy == null
                    ? Text.of("It does not say which officer recorded it, so nobody is certainly another: record a new basis.",
                    "اس میں درج کرنے والے افسر کا نام نہیں: نئی بنیاد درج کریں۔")
                    : Text.of("Another than the officer who recorded it must review it.",
                    "نظرثانی درج کرنے والے افسر کے علاوہ کوئی اور کرے۔"), "approval-by-another"));
        }
    }

    private ApiAnswer shown(ApiRequest request, ApiAnswer stored) {
        return new ApiAnswer(stored.status(), stored.headers(), view.json(find(request, clock.instant())));
    }

    private ConsentRow find(ApiRequest request, Instant now) {
        return rows.find(request.caller(), request.id(), now).orElseThrow(Absent::consent);
    }
}
