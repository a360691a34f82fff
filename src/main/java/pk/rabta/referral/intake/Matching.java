package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.api.Language;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.consent.Consents;
import pk.rabta.referral.Referral;
import pk.rabta.referral.Sealed;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;

/** Matches the needs of a case that was taken in while the registry was away, once the registry is back. */
@Component
public class Matching {

    private static final Logger LOG = LoggerFactory.getLogger(Matching.class);

    private final JdbcClient jdbc;
    private final Persons persons;
    private final Consents consents;
    private final SubmissionReader reader;
    private final Planner planner;
    private final Acceptance acceptance;
    private final AcceptStatement statement;
    private final AcceptedCount accepted;
    private final Sealed sealed;
    private final ObjectMapper json;
    private final Clock clock;

    Matching(JdbcClient jdbc, Persons persons, Consents consents, SubmissionReader reader, Planner planner,
             Acceptance acceptance, AcceptStatement statement, AcceptedCount accepted, Sealed sealed, ObjectMapper json,
             Clock clock) {
        this.jdbc = jdbc;
        this.persons = persons;
        this.consents = consents;
        this.reader = reader;
        this.planner = planner;
        this.acceptance = acceptance;
        this.statement = statement;
        this.accepted = accepted;
        this.sealed = sealed;
        this.json = json;
        this.clock = clock;
    }

    private record Pending(String id, String victimId, String consentId, byte @Nullable [] request, boolean inDoubt,
                           Caller caller) {}

    /** Turns a pending case into referrals; does nothing while the person is still unknown or may not be routed. */
    @Transactional
    public void match(String caseId) {
        Instant now = clock.instant();
        // The basis first and the case second: the order in which a withdrawal locks them.
        jdbc.sql("select consent_id from case_file where id = :id").param("id", caseId).query(String.class).optional()
                .ifPresent(consents::share);
        Pending pending = jdbc.sql("""
                select * from case_file where id = :id and status = 'matching-pending' for update skip locked""")
                .param("id", caseId).query(Matching::pending).optional().orElse(null);
        Person person = pending == null ? null : persons.find(pending.victimId()).orElse(null);
        if (pending == null || person == null || !person.usable(now) || person.hidden()) {
            return;
        }
        if (person.gone() != null) {
            settle(pending, 0, person.gone(), now);
            return;
        }
        try {
            Submission submission = submission(pending);
            ObjectNode rows = acceptance.matched(submission, planner.plan(submission), person, caseId, pending.inDoubt());
            boolean basis = statement.match(rows, pending.caller().clientId(), pending.consentId(), now).basis();
            if (basis) {
                accepted.count(rows.get("referrals"));
            }
            settle(pending, basis ? rows.get("referrals").size() : 0, basis ? null : lacking(pending, now), now);
        } catch (ProblemException nothingFits) {
            // What a caller would have been answered at once is told by an event: nobody waits for an answer now.
            settle(pending, 0, reason(nothingFits.problem().type(), pending, now), now);
        }
    }

    private String reason(ProblemType type, Pending pending, Instant now) {
        return switch (type) {
            case CONSENT_MISSING -> lacking(pending, now);
            case NO_PROGRAMME_FITS -> "jurisdiction.not-covered";
            case DUPLICATE_REFERRAL -> "duplicate.open-referral";
            default -> "technical.invalid-data";
        };
    }

    /** Why its basis holds for no partner. */
    private String lacking(Pending pending, Instant now) {
        Person person = persons.find(pending.victimId()).orElse(null);
        return consents.find(pending.consentId()).map(consent -> consent.refusal("", "", person, now))
                .orElse("consent.missing");
    }

    /** Ends a pending case whose person the registry does not know. */
    @Transactional
    public void unknown(String caseId) {
        jdbc.sql("select * from case_file where id = :id and status = 'matching-pending' for update skip locked")
                .param("id", caseId).query(Matching::pending).optional()
                .ifPresent(pending -> settle(pending, 0, "person.not-found", clock.instant()));
    }

    /** Ends the pending cases of a consent that its caller withdraws in this transaction. */
    @Transactional
    public void withdrawn(String consentId, Instant now) {
        jdbc.sql("select * from case_file where consent_id = :id and status = 'matching-pending' for update")
                .param("id", consentId).query(Matching::pending).list()
                .forEach(pending -> settle(pending, 0, "consent.withdrawn", now));
    }

    /** Ends the pending cases of somebody who is hidden in the caller's transaction. */
    @Transactional
    public void hidden(String victimId, Instant now) {
        jdbc.sql("select * from case_file where victim_id = :id and status = 'matching-pending' for update")
                .param("id", victimId).query(Matching::pending).list()
                .forEach(pending -> settle(pending, 0, "person.not-found", now));
    }

    private Submission submission(Pending pending) {
        ObjectNode body = sealed.open(pending.victimId(), pending.request());
        return reader.read(new ApiRequest("submitReferral", pending.caller(), Map.of(), null, null, Language.EN, body,
                ""));
    }

    /** What was kept to match it is forgotten; why it came to nothing stands in the case and in its event. */
    private void settle(Pending pending, int referrals, @Nullable String reason, Instant now) {
        jdbc.sql("""
                update case_file set status = :status, reason = :reason, waiting_for = '{}', request = null,
                  updated_at = :now, version = version + 1 where id = :id""")
                .param("status", referrals == 0 ? "closed" : "open").param("reason", reason)
                .param("now", Timestamp.from(now)).param("id", pending.id()).update();
        ObjectNode detail = json.createObjectNode().put("referrals", referrals);
        if (reason != null) {
            detail.put("reason", reason);
        }
        jdbc.sql("""
                insert into referral_event (id, type, case_id, victim_id, client_id, actor, detail, occurred_at,
                  recorded_at)
                values (:id, :type, :case, :victim, :client, 'HUB', cast(:detail as jsonb), :now, :now)""")
                .param("id", UuidCreator.getTimeOrderedEpoch())
                .param("type", referrals == 0 ? "case.unmatched" : "case.matched").param("case", pending.id())
                .param("victim", pending.victimId()).param("client", pending.caller().clientId())
                .param("detail", detail.toString()).param("now", Timestamp.from(now)).update();
        LOG.info("case {} matched: {} referrals{}", pending.id(), referrals, reason == null ? "" : ", " + reason);
    }

    private static Pending pending(ResultSet row, int number) throws SQLException {
        return new Pending(row.getString("id"), row.getString("victim_id"), row.getString("consent_id"),
                row.getBytes("request"), Referral.IN_DOUBT.equals(row.getString("reason")),
                new Caller(row.getString("client_id"), Set.of(), null, row.getString("office"), row.getString("province"),
                        row.getString("vso"), row.getString("client_id")));
    }
}
