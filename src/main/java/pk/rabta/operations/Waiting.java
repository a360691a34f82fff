package pk.rabta.operations;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pk.rabta.referral.intake.Matching;
import pk.rabta.referral.intake.Release;
import pk.rabta.registry.Persons;

/** Comes back to persons for whom something waits: cases without a match, referrals with conditions that were open. */
@Component("waiting")
public class Waiting {

    /** Persons in one round, so that a registry that comes back is not flooded. */
    private static final int BATCH = 50;

    private final JdbcClient jdbc;
    private final Persons persons;
    private final Matching matching;
    private final Release release;
    private final Clock clock;
    private final Duration retry;
    private final Duration refresh;

    Waiting(JdbcClient jdbc, Persons persons, Matching matching, Release release, Clock clock,
            @Value("${rabta.waiting.retry}") Duration retry, @Value("${rabta.waiting.refresh}") Duration refresh) {
        this.jdbc = jdbc;
        this.persons = persons;
        this.matching = matching;
        this.release = release;
        this.clock = clock;
        this.retry = retry;
        this.refresh = refresh;
    }

    /** Whom to look at now, longest unseen first; marked, so that a fault with one does not hold up the others. */
    @Transactional
    public List<String> persons() {
        Instant now = clock.instant();
        List<String> due = jdbc.sql("""
                select victim_id from (
                  select c.victim_id, c.checked_at from case_file c where c.status = 'matching-pending'
                    and (c.checked_at is null or c.checked_at <= :retry)
                  union all
                  select r.victim_id, r.checked_at from referral r join person p on p.victim_id = r.victim_id
                  where r.status = 'WAITING' and (r.checked_at is null or r.checked_at <= :refresh
                    or p.read_at > r.checked_at
                    or 'technical.registry-down' = any(r.waiting_for) and r.checked_at <= :retry)) w
                group by victim_id order by min(checked_at) nulls first limit :limit""")
                .param("retry", Timestamp.from(now.minus(retry))).param("refresh", Timestamp.from(now.minus(refresh)))
                .param("limit", BATCH).query(String.class).list();
        String[] ids = due.toArray(String[]::new);
        jdbc.sql("update case_file set checked_at = :now where victim_id = any(:ids) and status = 'matching-pending'")
                .param("now", Timestamp.from(now)).param("ids", ids).update();
        jdbc.sql("update referral set checked_at = :now where victim_id = any(:ids) and status = 'WAITING'")
                .param("now", Timestamp.from(now)).param("ids", ids).update();
        return due;
    }

    /** The person's id where the registry should be asked again, else nothing. */
    public String toAsk(String victimId) {
        return persons.find(victimId).filter(person -> person.fresh(clock.instant())).isPresent() ? "" : victimId;
    }

    /** Tries again all that waits for this person. */
    public void resume(String victimId) {
        cases(victimId).forEach(matching::match);
        referrals(victimId).forEach(release::check);
    }

    /** The registry knows no such person: what waited for its word ends. */
    public void unknown(String victimId) {
        cases(victimId).forEach(matching::unknown);
        referrals(victimId).forEach(release::unknown);
    }

    private List<String> cases(String victimId) {
        return jdbc.sql("select id from case_file where victim_id = :id and status = 'matching-pending' order by key")
                .param("id", victimId).query(String.class).list();
    }

    private List<String> referrals(String victimId) {
        return jdbc.sql("select id from referral where victim_id = :id and status = 'WAITING' order by key")
                .param("id", victimId).query(String.class).list();
    }
}
