package pk.rabta.erasure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.audit.Audit;
import pk.rabta.erasure.ErasureList.Attempt;

/**
 * At the start, before any route. Whoever the list says was erased and has a key again, since a backup was restored, is
 * erased, whatever is open of them. An erasure of which the list knows only that it was begun is carried out where nothing
 * has happened since; else the person lives on (ADR 27).
 */
@Component
class ErasureReplay implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(ErasureReplay.class);
    private static final int AT_ONCE = 1000;

    private final ErasureList list;
    private final Shredder shredder;
    private final RestoredPersons restored;
    private final Traces traces;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ErasureReplay(ErasureList list, Shredder shredder, RestoredPersons restored, Traces traces, Audit audit,
                  JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.list = list;
        this.shredder = shredder;
        this.restored = restored;
        this.traces = traces;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void afterPropertiesSet() {
        List<String> tokens = new ArrayList<>(list.tokens());
        int erased = 0;
        for (int from = 0; from < tokens.size(); from += AT_ONCE) {
            List<String> some = tokens.subList(from, Math.min(from + AT_ONCE, tokens.size()));
            List<String> back = jdbc.sql("select victim_id from person where token = any(:tokens) and sealed_key is not null")
                    .param("tokens", some.toArray(String[]::new)).query(String.class).list();
            back.forEach(this::again);
            erased += back.size();
        }
        if (erased > 0) {
            LOG.warn("{} persons of the list of erasures were back in the database, and are erased again", erased);
        }
        list.begun().forEach(this::settle);
    }

    private void again(String person) {
        Instant now = clock.instant();
        restored.end(person, now);
        transaction.executeWithoutResult(status -> {
            shredder.lock(person);
            restored.silence(person, now);
            erase(person, now);
        });
    }

    private void settle(Attempt attempt) {
        Boolean made = transaction.execute(status -> jdbc.sql("select victim_id from person where token = :token")
                .param("token", attempt.token()).query(String.class).optional().map(person -> made(person, attempt))
                .orElse(false));
        if (Boolean.TRUE.equals(made)) {
            list.made(attempt);
        } else {
            LOG.warn("The erasure of {} was begun at {} and not made, and something of this person was recorded since or is "
                    + "open: they are not erased. Let two people ask for it again, or add the line 'void {} {}' to "
                    + "rabta.erasure.list", attempt.token(), attempt.at(), attempt.at(), attempt.token());
        }
    }

    /** Whether it was made, or is now. A running node may be at it: the lock waits for it. */
    private boolean made(String person, Attempt attempt) {
        shredder.lock(person);
        if (shredder.shredded(person)) {
            return true;
        }
        if (traces.anyOpen(person) || traces.recordedSince(person, attempt.at())) {
            return false;
        }
        erase(person, clock.instant());
        return true;
    }

    private void erase(String person, Instant now) {
        shredder.shred(person, now);
        audit.record("person.erased", "hub", person, null,
                JsonNodeFactory.instance.objectNode().put("replayed", true), now);
    }
}
