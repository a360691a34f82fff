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

/** At the start, before any route: whoever is on the list and has a key again, since a backup was restored, is erased. */
@Component
class ErasureReplay implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(ErasureReplay.class);
    private static final int AT_ONCE = 1000;

    private final ErasureList list;
    private final Shredder shredder;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ErasureReplay(ErasureList list, Shredder shredder, Audit audit, JdbcClient jdbc, TransactionTemplate transaction,
                  Clock clock) {
        this.list = list;
        this.shredder = shredder;
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
    }

    private void again(String person) {
        transaction.executeWithoutResult(status -> {
            Instant now = clock.instant();
            shredder.shred(person, now);
            audit.record("person.erased", "hub", person, null,
                    JsonNodeFactory.instance.objectNode().put("replayed", true), now);
        });
    }
}
