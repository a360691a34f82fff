package pk.rabta.referral.officer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.query.Absent;
import pk.rabta.referral.Journal.Who;
import pk.rabta.referral.Referral;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.lifecycle.Actor;
import pk.rabta.referral.lifecycle.Decision;
import pk.rabta.referral.lifecycle.LifecycleCommand;
import pk.rabta.referral.query.AllowedCommands;
import pk.rabta.referral.query.ReferralSearch;
import pk.rabta.referral.query.ReferralView;

/** What every operation of an officer on one referral shares. */
@Component
class OfficerReferrals {

    private final JdbcClient jdbc;
    private final ReferralSearch search;
    private final ReferralView view;
    private final ReferralCommands commands;
    private final ObjectMapper json;
    private final Clock clock;

    OfficerReferrals(JdbcClient jdbc, ReferralSearch search, ReferralView view, ReferralCommands commands,
                     ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.search = search;
        this.view = view;
        this.commands = commands;
        this.json = json;
        this.clock = clock;
    }

    /** Locks the referral of the path; 404 where it is not the caller's, 412 where it changed since they read it. */
    Referral open(ApiRequest request) {
        Referral referral = search.lock(request.caller(), request.id());
        request.expect(Long.toString(referral.version()));
        return referral;
    }

    /** Carries out a command; 409 with what is allowed instead where the lifecycle forbids it. */
    void command(ApiRequest request, Referral referral, LifecycleCommand command, Actor actor) {
        Decision decision = commands.apply(referral.id(), new ReferralCommands.Ordered(command, actor,
                who(request.caller()), null, json.createObjectNode(), null, null));
        if (decision instanceof Decision.Illegal illegal) {
            throw ProblemType.ILLEGAL_TRANSITION.detail(illegal.whatToDo().en(), illegal.whatToDo().ur())
                    .with("currentStatus", illegal.current().name())
                    .with("allowedTransitions", allowed(referral, request.caller())).exception();
        }
    }

    /** 409: the referral's status does not allow that, and it is no transition. */
    ProblemException conflict(ApiRequest request, Referral referral, String en, String ur) {
        return ProblemType.CONFLICT.detail(en, ur).with("currentStatus", referral.status().name())
                .with("allowedTransitions", allowed(referral, request.caller())).exception();
    }

    /** Where the referral stands now. */
    ApiAnswer state(ApiRequest request, int status) {
        return state(request, status, List.of());
    }

    /** Where the referral stands now, with codes of what the officer has to do. */
    ApiAnswer state(ApiRequest request, int status, List<String> advice) {
        Referral now = search.find(request.caller(), request.id()).orElseThrow(Absent::referral).referral();
        ObjectNode state = view.state(now, request.caller(), request.language());
        view.advise(state, advice, request.language());
        return ApiAnswer.of(status, state).etag(Long.toString(now.version()));
    }

    /** Keeps a fact in the history, whose id it gives; {@code content} is sealed. */
    UUID record(ApiRequest request, Referral referral, String type, ObjectNode detail, ObjectNode content) {
        return commands.record(referral, type, who(request.caller()), detail, content, null);
    }

    /** A new version of the referral, so that tags and lists show that something changed. */
    void touch(Referral referral) {
        jdbc.sql("update referral set updated_at = :now, version = version + 1 where id = :id")
                .param("now", Timestamp.from(clock.instant())).param("id", referral.id()).update();
    }

    private List<String> allowed(Referral referral, Caller caller) {
        return AllowedCommands.of(referral, false, caller, clock.instant());
    }

    private static Who who(Caller caller) {
        return new Who("TOOL", caller.clientId(), null);
    }
}
