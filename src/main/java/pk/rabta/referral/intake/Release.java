package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.referral.Journal.Who;
import pk.rabta.referral.Referral;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.Referrals;
import pk.rabta.referral.Sealed;
import pk.rabta.referral.lifecycle.LifecycleCommand;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.referral.lifecycle.ReferralStatus;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;

/** Looks again at what a waiting referral waits for, against what the registry says now; lets it go when all is met. */
@Component
public class Release {

    private final JdbcClient jdbc;
    private final Referrals referrals;
    private final ReferralCommands commands;
    private final Catalogue catalogue;
    private final RuleCheck rules;
    private final Persons persons;
    private final Sealed sealed;
    private final ObjectMapper json;
    private final Clock clock;

    Release(JdbcClient jdbc, Referrals referrals, ReferralCommands commands, Catalogue catalogue, RuleCheck rules,
            Persons persons, Sealed sealed, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.referrals = referrals;
        this.commands = commands;
        this.catalogue = catalogue;
        this.rules = rules;
        this.persons = persons;
        this.sealed = sealed;
        this.json = json;
        this.clock = clock;
    }

    /** Does nothing while the person is unknown or may not be routed, or where the referral waits no more. */
    @Transactional
    public void check(String referralId) {
        Instant now = clock.instant();
        Referral referral = referrals.lock(referralId).orElseThrow();
        jdbc.sql("update referral set checked_at = :now where id = :id").param("now", Timestamp.from(now))
                .param("id", referralId).update();
        Person person = persons.find(referral.victimId()).orElseThrow();
        if (referral.status() != ReferralStatus.WAITING || person.hidden()) {
            return;
        }
        String gone = person.gone();
        if (gone != null) {
            commands.byHub(referralId, new LifecycleCommand.Cancel(Reason.of(gone)));
            return;
        }
        if (!person.usable(now)) {
            return;
        }
        List<String> waiting = remaining(referral, person);
        if (waiting.equals(referral.waitingFor())) {
            return;
        }
        jdbc.sql("update referral set waiting_for = :codes, updated_at = :now, version = version + 1 where id = :id")
                .param("codes", waiting.toArray(String[]::new)).param("now", Timestamp.from(now))
                .param("id", referralId).update();
        if (waiting.isEmpty()) {
            commands.byHub(referralId, new LifecycleCommand.Release());
        } else {
            ObjectNode detail = json.createObjectNode();
            waiting.forEach(detail.putArray("waitingFor")::add);
            commands.record(referral, "referral.waiting", Who.hub(), detail, json.createObjectNode(), null);
        }
    }

    /** Whether a precondition holds by what the registry and these details say, not by anybody's word. */
    public boolean met(Referral referral, String code, JsonNode details) {
        Person person = persons.find(referral.victimId()).filter(known -> known.snapshot() != null).orElse(null);
        return person != null && rules.check(catalogue.get(referral.programmeId()), person, details, documents(referral),
                List.of(), Set.of()).waitingFor().stream().noneMatch(open -> open.code().equals(code));
    }

    /** The registry knows no such person: a referral that waited for its word ends. */
    @Transactional
    public void unknown(String referralId) {
        Referral referral = referrals.lock(referralId).orElseThrow();
        if (referral.status() == ReferralStatus.WAITING
                && referral.waitingFor().contains(RuleCheck.REGISTRY_AWAY.code())) {
            commands.byHub(referralId, new LifecycleCommand.Cancel(Reason.of("person.not-found")));
        }
    }

    /** What was met stays met, also by evidence that the registry lacks; new conditions only after its return. */
    private List<String> remaining(Referral referral, Person person) {
        JsonNode details = sealed.open(referral.victimId(), referral.content()).path("details");
        List<String> open = rules.check(catalogue.get(referral.programmeId()), person, details, documents(referral),
                List.of(), Set.of()).waitingFor().stream().map(Plan.Advice::code).distinct().toList();
        return referral.waitingFor().contains(RuleCheck.REGISTRY_AWAY.code()) ? open
                : referral.waitingFor().stream().filter(open::contains).toList();
    }

    private List<String> documents(Referral referral) {
        return jdbc.sql("""
                select d.type from referral_document r join document d on d.id = r.document_id
                where r.referral_id = :id""").param("id", referral.id()).query(String.class).list();
    }
}
