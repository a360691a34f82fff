package pk.rabta.referral.withdrawal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemType;
import pk.rabta.audit.Audit;
import pk.rabta.idempotency.Idempotency;
import pk.rabta.referral.withdrawal.WithheldRows.Asked;

/**
 * Ends the protection of a witness when two people have asked for it: what was withheld is there again, but for what a
 * handler referred by token. See ADR 25 and 59.
 */
@Component("protectionEnd")
public class ProtectionEnd {

    /** The second must ask within that. */
    private static final Duration OPEN = Duration.ofDays(1);

    private final Idempotency idempotency;
    private final WithheldRows rows;
    private final Audit audit;
    private final Clock clock;

    ProtectionEnd(Idempotency idempotency, WithheldRows rows, Audit audit, Clock clock) {
        this.idempotency = idempotency;
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    /** The operation releaseProtected. */
    public ApiAnswer release(ApiRequest request) {
        return idempotency.once(request, () -> decide(request));
    }

    private ApiAnswer decide(ApiRequest request) {
        Instant now = clock.instant();
        String victimId = request.requiredBody().path("registryId").asText();
        String who = request.caller().who();
        Asked asked = rows.hidden(victimId).orElseThrow(() -> ProblemType.NOT_FOUND.because(
                "No protected person has this id.", "اس شناخت کا کوئی محفوظ فرد نہیں۔"));
        if (asked.by() == null || asked.at() == null || asked.at().plus(OPEN).isBefore(now)) {
            rows.ask(victimId, who, now);
            record(request, "person.release-asked", victimId, now);
            return ApiAnswer.accepted(JsonNodeFactory.instance.objectNode().put("status", "second-person-needed"));
        }
        if (request.caller().mayBe(asked.by())) {
            throw ProblemType.CONFLICT.because("You asked for it first: somebody else must ask too.",
                    "پہلی درخواست آپ کی ہے: دوسرے شخص کی درخواست بھی ضروری ہے۔");
        }
        rows.release(victimId);
        record(request, "person.released", victimId, now);
        return ApiAnswer.ok(JsonNodeFactory.instance.objectNode().put("status", "released"));
    }

    private void record(ApiRequest request, String type, String victimId, Instant now) {
        audit.record(type, "ADMIN:" + request.caller().who(), victimId, null, JsonNodeFactory.instance.objectNode()
                .put("reason", request.requiredBody().path("reason").asText()), now);
    }
}
