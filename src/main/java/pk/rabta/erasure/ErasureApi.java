package pk.rabta.erasure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemType;
import pk.rabta.audit.Audit;
import pk.rabta.erasure.ErasureList.Attempt;
import pk.rabta.idempotency.Idempotency;
import pk.rabta.query.Json;
import pk.rabta.referral.Referrals;

/**
 * Erases a person when two people have asked for it, in one transaction that locks their row, their consents and their
 * referrals: whatever is recorded about them at that moment comes before and stops it, or after and finds them erased.
 * The list outside the database is written last before the commit, and again once it is known what came of it (ADR 27).
 */
@Component("erasure")
public class ErasureApi {

    /** The second must ask within that. */
    private static final Duration OPEN = Duration.ofDays(1);

    private final Idempotency idempotency;
    private final JdbcClient jdbc;
    private final Referrals referrals;
    private final Traces traces;
    private final Shredder shredder;
    private final ErasureList list;
    private final ErasureOutcome outcome;
    private final Audit audit;
    private final Clock clock;

    ErasureApi(Idempotency idempotency, JdbcClient jdbc, Referrals referrals, Traces traces, Shredder shredder,
               ErasureList list, ErasureOutcome outcome, Audit audit, Clock clock) {
        this.idempotency = idempotency;
        this.jdbc = jdbc;
        this.referrals = referrals;
        this.traces = traces;
        this.shredder = shredder;
        this.list = list;
        this.outcome = outcome;
        this.audit = audit;
        this.clock = clock;
    }

    private record Row(String token, @Nullable Instant erasedAt, long told, boolean hidden, @Nullable String askedBy,
                       @Nullable Instant askedAt) {}

    /** The operation getErasure: what stands in the way, and who was told. */
    public ApiAnswer get(ApiRequest request) {
        Row person = row(request.id(), "");
        return ApiAnswer.ok(view(request.id(), person.erasedAt())).etag(tag(person));
    }

    /** The operation erasePerson. */
    public ApiAnswer erase(ApiRequest request) {
        if (!list.kept()) {
            throw ProblemType.CONFLICT.because(
                    "Nobody can be erased here: the setting rabta.erasure.list names no file for the list of erasures.",
                    "یہاں کسی کا ڈیٹا مٹایا نہیں جا سکتا: rabta.erasure.list میں فہرست کی فائل مقرر نہیں۔");
        }
        List<Attempt> begun = new ArrayList<>(1);
        try {
            return idempotency.once(request, () -> carryOut(request, begun));
        } finally {
            begun.forEach(outcome::tell);
        }
    }

    private ApiAnswer carryOut(ApiRequest request, List<Attempt> begun) {
        String id = request.id();
        Row person = row(id, " for no key update");
        if (person.erasedAt() != null) {
            return ApiAnswer.ok(view(id, person.erasedAt())).etag(tag(person));
        }
        request.expect(tag(person));
        shredder.lock(id);
        unhindered(id);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String askedBy = person.askedBy();
        if (askedBy == null || person.askedAt() == null || person.askedAt().plus(OPEN).isBefore(now)) {
            jdbc.sql("update person set erase_by = :who, erase_at = :now where victim_id = :id").param("id", id)
                    .param("who", request.caller().who()).param("now", Timestamp.from(now)).update();
            record(request, "person.erasure-asked", now);
            return ApiAnswer.accepted(view(id, null));
        }
        if (request.caller().mayBe(askedBy)) {
            throw ProblemType.CONFLICT.because("You asked for it first: somebody else must ask too.",
                    "پہلی درخواست آپ کی ہے: دوسرے شخص کی درخواست بھی ضروری ہے۔");
        }
        shredder.shred(id, now);
        record(request, "person.erased", now);
        Attempt attempt = new Attempt(person.token(), now);
        list.begin(attempt);
        begun.add(attempt);
        return ApiAnswer.ok(view(id, now)).etag(tag(row(id, "")));
    }

    private void record(ApiRequest request, String type, Instant now) {
        audit.record(type, "ADMIN:" + request.caller().who(), request.id(), null, JsonNodeFactory.instance.objectNode()
                .put("reason", request.requiredBody().path("reason").asText()), now);
    }

    private void unhindered(String id) {
        if (traces.anyOpen(id)) {
            throw ProblemType.CONFLICT.because(
                    "Something of this person is still open. Withdraw their consents first, which cancels it and tells "
                            + "the partners, and settle what waits: see GET of the same address.",
                    "اس فرد کے معاملات ابھی کھلے ہیں۔ پہلے رضامندیاں واپس لیں، پھر جو باقی ہو اسے نمٹائیں۔");
        }
    }

    private ObjectNode view(String id, @Nullable Instant erasedAt) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        ObjectNode victim = view.putObject("victim").put("registryId", id);
        if (erasedAt != null) {
            victim.put("erased", true);
        }
        Json.put(view, "erasedAt", erasedAt);
        referrals.openOfPerson(id).forEach(view.putArray("openReferrals")::add);
        traces.pendingCases(id).forEach(view.putArray("pendingCases")::add);
        traces.unsettled(id).forEach(view.putArray("unsettledDeliveries")::add);
        traces.told(id, view);
        return view;
    }

    /** A protected witness is found by nobody. */
    private Row row(String id, String lock) {
        return jdbc.sql("select token, erased_at, told, erase_by, erase_at, 'WITNESS_PROTECTED' = any (flags) as hidden "
                        + "from person where victim_id = :id" + lock).param("id", id)
                .query((row, n) -> new Row(row.getString("token"), instant(row.getTimestamp("erased_at")),
                        row.getLong("told"), row.getBoolean("hidden"), row.getString("erase_by"),
                        instant(row.getTimestamp("erase_at")))).optional().filter(found -> !found.hidden())
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("The hub knows no such person.",
                        "ہب ایسے کسی فرد کو نہیں جانتا۔"));
    }

    private static String tag(Row person) {
        return person.told() + (person.erasedAt() == null ? "" : "-erased");
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
