package pk.rabta.breakglass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.breakglass.Grant.Kind;
import pk.rabta.breakglass.Grant.State;
import pk.rabta.breakglass.Grant.Who;
import pk.rabta.idempotency.Idempotency;
import pk.rabta.query.Cursor;

/** Grants: asked for by one person, approved by another, ended by time or by anybody who administers. */
@Component("breakGlass")
public class BreakGlassApi {

    private final Grants grants;
    private final Deeds deeds;
    private final BreakGlassSettings settings;
    private final Idempotency idempotency;
    private final Clock clock;

    BreakGlassApi(Grants grants, Deeds deeds, BreakGlassSettings settings, Idempotency idempotency, Clock clock) {
        this.grants = grants;
        this.deeds = deeds;
        this.settings = settings;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /** Asks. Whether there is such a person or message is not looked at: an answer would tell of protected persons. */
    public ApiAnswer request(ApiRequest request) {
        JsonNode body = request.requiredBody();
        Kind kind = Kind.valueOf(body.at("/object/kind").asText().toUpperCase(Locale.ROOT));
        String object = body.at("/object/id").asText();
        Duration life = body.has("minutes") ? Duration.ofMinutes(body.path("minutes").asLong()) : settings.usual();
        if (life.compareTo(settings.longest()) > 0) {
            throw wrong("/minutes", "At most " + settings.longest().toMinutes() + " minutes.",
                    "زیادہ سے زیادہ " + settings.longest().toMinutes() + " منٹ۔", "too-long");
        }
        if (kind != Kind.PERSON && !object.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                || kind == Kind.PERSON && !object.startsWith("VOT-")) {
            throw wrong("/object/id", "Not the id of such an object.", "یہ ایسی چیز کی شناخت نہیں۔", "invalid");
        }
        return idempotency.once(request, () -> {
            Grant grant = new Grant(UuidCreator.getTimeOrderedEpoch(), kind, object,
                    body.path("includeProtected").asBoolean(), body.path("reason").asText(),
                    body.path("caseReference").textValue(), life, who(request.caller()), clock.instant(), null, null,
                    null, null, null);
            grants.add(grant);
            deeds.done("requested", request.caller(), grant);
            return ApiAnswer.created("/v1/admin/break-glass/" + grant.id(), view(grant));
        });
    }

    /** Every request and grant that the caller may know of, newest first. */
    public ApiAnswer list(ApiRequest request) {
        int limit = request.number("limit");
        Who reader = seesAll(request.caller()) ? null : who(request.caller());
        List<Grant> found = grants.page(Cursor.key(request), reader, limit + 1);
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        var items = page.putArray("items");
        found.stream().limit(limit).forEach(grant -> items.add(view(grant)));
        if (found.size() > limit) {
            page.put("next", Cursor.of(found.get(limit - 1).id()));
        }
        return ApiAnswer.ok(page);
    }

    /** One of them. */
    public ApiAnswer get(ApiRequest request) {
        return ApiAnswer.ok(view(find(request)));
    }

    /** The second person agrees: from now on, for its time, the first may read. */
    public ApiAnswer approve(ApiRequest request) {
        Grant asked = find(request);
        Who approver = who(request.caller());
        if (asked.requester().subject().equals(approver.subject())) {
            deeds.refused(request.caller(), asked, "self-approval");
            throw ProblemType.FORBIDDEN.detail("Who asked cannot approve: a second person must.",
                    "جس نے درخواست کی وہ خود منظور نہیں کر سکتا: دوسرا شخص ضروری ہے۔")
                    .with("reason", "self-approval").exception();
        }
        return idempotency.once(request, () -> {
            Instant now = clock.instant();
            Grant grant = find(request);
            if (grant.state(now, settings.lapse()) != State.REQUESTED || !grants.approve(grant, approver, now)) {
                throw ProblemType.CONFLICT.because("Only what was asked for in the last "
                                + settings.lapse().toHours() + " hours, and neither approved nor revoked, is approved.",
                        "صرف وہ درخواست منظور ہوتی ہے جو پچھلے " + settings.lapse().toHours()
                                + " گھنٹوں میں کی گئی، اور نہ منظور ہوئی نہ منسوخ۔");
            }
            deeds.done("approved", request.caller(), grant);
            return ApiAnswer.ok(view(find(request)));
        });
    }

    /** Ends it for good; again changes nothing. */
    public ApiAnswer revoke(ApiRequest request) {
        return idempotency.once(request, () -> {
            Grant grant = find(request);
            if (grants.revoke(grant.id(), request.caller().clientId(), clock.instant())) {
                deeds.done("revoked", request.caller(), grant);
            }
            return ApiAnswer.ok(view(find(request)));
        });
    }

    private Grant find(ApiRequest request) {
        return grants.find(UUID.fromString(request.id())).filter(grant -> !grant.protectedToo()
                || seesAll(request.caller()) || grant.requester().equals(who(request.caller()))).orElseThrow(() ->
                ProblemType.NOT_FOUND.because("There is no such grant.", "ایسی کوئی اجازت نہیں۔"));
    }

    /** Whom somebody thinks protected, nobody else is told: but who approves must see it, and who has clearance may. */
    private static boolean seesAll(Caller caller) {
        return caller.has("admin:approve") || caller.cleared();
    }

    private ObjectNode view(Grant grant) {
        return GrantView.of(grant, clock.instant(), settings);
    }

    static Who who(Caller caller) {
        return new Who(caller.clientId(), caller.subject());
    }

    private static ProblemException wrong(String pointer, String en, String ur, String code) {
        return ProblemType.VALIDATION_FAILED.detail("1 part(s) of the request break the contract.",
                "درخواست کے 1 حصے معاہدے کے خلاف ہیں۔")
                .violations(List.of(new Violation(pointer, Text.of(en, ur), code))).exception();
    }
}
