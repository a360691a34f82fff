package pk.rabta.referral.officer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.idempotency.Idempotency;
import pk.rabta.mapping.CodeLists;
import pk.rabta.referral.Referral;
import pk.rabta.referral.lifecycle.Actor;
import pk.rabta.referral.lifecycle.LifecycleCommand;
import pk.rabta.referral.lifecycle.Reason;

/** Cancels referrals and marks those that should never have been. */
@Component("officerCommands")
public class OfficerCommands {

    private final Idempotency idempotency;
    private final OfficerReferrals referrals;
    private final CodeLists codes;
    private final ObjectMapper json;

    OfficerCommands(Idempotency idempotency, OfficerReferrals referrals, CodeLists codes, ObjectMapper json) {
        this.idempotency = idempotency;
        this.referrals = referrals;
        this.codes = codes;
        this.json = json;
    }

    /** Withdraws a referral: at once if nothing left, else by asking the partner. */
    public ApiAnswer cancel(ApiRequest request) {
        boolean byPerson = "PERSON".equals(request.requiredBody().path("requestedBy").asText());
        return idempotency.once(request, () -> command(request, new LifecycleCommand.Cancel(reason(request)),
                byPerson ? Actor.VICTIM : Actor.VSO));
    }

    /** For supervisors: it should never have existed. */
    public ApiAnswer enterInError(ApiRequest request) {
        return idempotency.once(request, () -> command(request, new LifecycleCommand.EnterInError(reason(request)),
                Actor.SUPERVISOR));
    }

    private ApiAnswer command(ApiRequest request, LifecycleCommand command, Actor actor) {
        Referral referral = referrals.open(request);
        referrals.command(request, referral, command, actor);
        return referrals.state(request, 200);
    }

    private Reason reason(ApiRequest request) {
        JsonNode reason = request.requiredBody().path("reason");
        @Nullable String code = codes.canonical("reason", reason.path("code").asText()).orElse(null);
        if (code == null) {
            throw ProblemType.UNKNOWN_REFERENCE.detail("No reason has this code.", "اس کوڈ کی کوئی وجہ نہیں۔")
                    .violations(List.of(new Violation("/reason/code", Text.of(
                            "Not in the hub's list of reasons, such as person.declined.",
                            "ہب کی وجوہات کی فہرست میں نہیں، مثلاً person.declined۔"), "unknown-code"))).exception();
        }
        Reason given = json.convertValue(reason, Reason.class);
        return new Reason(code, given.text(), given.partnerCode());
    }
}
