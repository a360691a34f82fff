package pk.rabta.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.audit.Audit;
import pk.rabta.idempotency.Idempotency;
import pk.rabta.query.Json;
import pk.rabta.referral.Referrals;

/**
 * Erases a person in one transaction, which locks their row: whatever is recorded about them at that moment comes before
 * and stops it, or after and finds them erased. The list outside the database is written last before the commit: a crash
 * between leaves a line, and the next start erases what that line says.
 */
@Component("erasure")
public class ErasureApi {

    private final Idempotency idempotency;
    private final JdbcClient jdbc;
    private final Referrals referrals;
    private final Traces traces;
    private final Shredder shredder;
    private final ErasureList list;
    private final Audit audit;
    private final Clock clock;

    ErasureApi(Idempotency idempotency, JdbcClient jdbc, Referrals referrals, Traces traces, Shredder shredder,
               ErasureList list, Audit audit, Clock clock) {
        this.idempotency = idempotency;
        this.jdbc = jdbc;
        this.referrals = referrals;
        this.traces = traces;
        this.shredder = shredder;
        this.list = list;
        this.audit = audit;
        this.clock = clock;
    }

    private record Row(String token, @Nullable Instant erasedAt, long told, boolean hidden) {}

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
        another(request.requiredBody().path("approvedBy").asText(), request.caller());
        return idempotency.once(request, () -> carryOut(request));
    }

    private ApiAnswer carryOut(ApiRequest request) {
        String id = request.id();
        Row person = row(id, " for update");
        Instant erasedAt = person.erasedAt();
        if (erasedAt == null) {
            request.expect(tag(person));
            unhindered(id);
            erasedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
            shredder.shred(id, erasedAt);
            JsonNode body = request.requiredBody();
            audit.record("person.erased", request.caller().clientId(), id, null, JsonNodeFactory.instance.objectNode()
                    .put("reason", body.path("reason").asText()).put("approvedBy", body.path("approvedBy").asText()),
                    erasedAt);
            list.add(person.token(), erasedAt);
        }
        return ApiAnswer.ok(view(id, erasedAt)).etag(tag(row(id, "")));
    }

    private void unhindered(String id) {
        List<String> open = referrals.openOfPerson(id);
        List<String> cases = traces.pendingCases(id);
        List<String> unsettled = traces.unsettled(id);
        if (!open.isEmpty() || !cases.isEmpty() || !unsettled.isEmpty()) {
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
        return jdbc.sql("select token, erased_at, told, 'WITNESS_PROTECTED' = any (flags) as hidden from person "
                        + "where victim_id = :id" + lock).param("id", id)
                .query((row, n) -> new Row(row.getString("token"), row.getTimestamp("erased_at") == null ? null
                        : row.getTimestamp("erased_at").toInstant(), row.getLong("told"), row.getBoolean("hidden")))
                .optional().filter(found -> !found.hidden())
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("The hub knows no such person.",
                        "ہب ایسے کسی فرد کو نہیں جانتا۔"));
    }

    private static String tag(Row person) {
        return person.told() + (person.erasedAt() == null ? "" : "-erased");
    }

    private static void another(String approvedBy, Caller caller) {
        if (approvedBy.equals(caller.vso()) || approvedBy.equals(caller.clientId())) {
            throw ProblemType.RULE_VIOLATED.detail("Two persons are needed to erase somebody.",
                    "کسی کا ڈیٹا مٹانے کے لیے دو افراد درکار ہیں۔").violations(List.of(new Violation("/approvedBy",
                    Text.of("The second person must be another.", "دوسرا فرد کوئی اور ہو۔"), "approval-by-another")))
                    .exception();
        }
    }
}
