package pk.rabta.breakglass;

import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.breakglass.Grant.Kind;
import pk.rabta.breakglass.Grant.State;

/** Whether a grant allows to read one message, now, to this caller. Each refusal is recorded. */
@Component
class Use {

    private final Grants grants;
    private final Whose whose;
    private final Deeds deeds;
    private final BreakGlassSettings settings;
    private final Clock clock;

    Use(Grants grants, Whose whose, Deeds deeds, BreakGlassSettings settings, Clock clock) {
        this.grants = grants;
        this.whose = whose;
        this.deeds = deeds;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The grant, if it holds.
     *
     * @param exists  whether there is such a message
     * @param persons whose it is
     * @param absent  what is answered for a message that does not exist, and so for a protected person's
     */
    Grant of(ApiRequest request, Kind kind, boolean exists, Set<String> persons, ProblemException absent) {
        UUID id = UUID.fromString(request.text("grant"));
        Grant grant = grants.find(id).orElse(null);
        // Looked up whatever the grant is: what is said to the database must not tell either.
        boolean anyProtected = whose.anyProtected(persons);
        String lack = grant == null ? "no-such-grant" : lack(grant, request, kind, persons, anyProtected);
        if (grant == null || lack != null) {
            deeds.refused(request.caller(), id, request.id(), String.valueOf(lack));
            throw ProblemType.FORBIDDEN.detail("The grant does not allow this: see reason.",
                    "یہ اجازت اس کے لیے نہیں: reason دیکھیں۔")
                    .with("reason", String.valueOf(lack)).exception();
        }
        // A message that was not understood may be anybody's.
        if (!exists || !grant.protectedToo() && (kind == Kind.INBOUND && persons.isEmpty() || anyProtected)) {
            deeds.refused(request.caller(), id, request.id(), "not-there");
            throw absent;
        }
        return grant;
    }

    private @Nullable String lack(Grant grant, ApiRequest request, Kind kind, Set<String> persons, boolean anyProtected) {
        if (!grant.requester().equals(BreakGlassApi.who(request.caller()))) {
            return "another-persons-grant";
        }
        State state = grant.state(clock.instant(), settings.lapse());
        if (state != State.ACTIVE) {
            return state == State.REQUESTED || state == State.LAPSED ? "not-approved" : state == State.EXPIRED ? "expired"
                    : "revoked";
        }
        // A grant for a person that does not reach protected ones must not tell that this one is.
        boolean covered = grant.kind() == Kind.PERSON
                ? persons.equals(Set.of(grant.object())) && (grant.protectedToo() || !anyProtected)
                : grant.kind() == kind && grant.object().equals(request.id());
        return covered ? null : "another-object";
    }
}
