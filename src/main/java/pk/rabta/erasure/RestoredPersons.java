package pk.rabta.erasure;

import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.Outbox;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.Referrals;
import pk.rabta.referral.intake.Matching;
import pk.rabta.referral.lifecycle.LifecycleCommand.Cancel;
import pk.rabta.referral.lifecycle.Reason;

/**
 * Ends what a restored database holds open of somebody who had been erased. All of it had ended before, and the partners
 * were told so: here it ends unsaid.
 */
@Component
class RestoredPersons {

    private static final Logger LOG = LoggerFactory.getLogger(RestoredPersons.class);

    private final JdbcClient jdbc;
    private final Referrals referrals;
    private final ReferralCommands commands;
    private final Matching matching;
    private final Outbox outbox;

    RestoredPersons(JdbcClient jdbc, Referrals referrals, ReferralCommands commands, Matching matching, Outbox outbox) {
        this.jdbc = jdbc;
        this.referrals = referrals;
        this.commands = commands;
        this.matching = matching;
        this.outbox = outbox;
    }

    /** While their key is still there, for what ends is written down under it. Each by itself: one fault keeps nobody's key. */
    void end(String person, Instant now) {
        ids("select id from consent where victim_id = :person order by id", person)
                .forEach(id -> attempt(id, () -> matching.withdrawn(id, now)));
        referrals.openOfPerson(person)
                .forEach(id -> attempt(id, () -> commands.byHub(id, new Cancel(Reason.of("consent.withdrawn")))));
    }

    /** Nothing leaves any more, also no word of what {@link #end} ended. */
    void silence(String person, Instant now) {
        ids("select id from referral where victim_id = :person order by key", person).forEach(id -> outbox.erased(id, now));
    }

    private List<String> ids(String sql, String person) {
        return jdbc.sql(sql).param("person", person).query(String.class).list();
    }

    private static void attempt(String id, Runnable end) {
        try {
            end.run();
        } catch (RuntimeException e) {
            LOG.error("{} of a person who was erased before the database was restored could not be ended: end it by hand",
                    id, e);
        }
    }
}
