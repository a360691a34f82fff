package pk.rabta.registry;

import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Persons of whom the hub has nothing but the row that a question made: of them nothing is kept. */
@Component
public class Strangers {

    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);

    private final JdbcClient jdbc;
    private final PersonRows rows;
    private final Merges merges;
    private final TransactionTemplate transaction;

    Strangers(JdbcClient jdbc, PersonRows rows, Merges merges, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.merges = merges;
        this.transaction = transaction;
    }

    /**
     * The registry knows no such person, or must seem not to: the row goes, where nothing hangs on it. By one statement, which
     * is the same for both; only where the hub meets the other id for the first time there are more.
     *
     * @param into the id under which the registry keeps a person who must not be found. Whom the hub knows by that one is
     *             hidden, and the row stays as one of that person's ids. Null: of nobody, or none
     */
    public void forget(String victimId, @Nullable String into) {
        if (!gone(victimId, into) && into != null) {
            transaction.executeWithoutResult(status -> {
                merges.alone();
                if (known(into)) {
                    rows.ensure(victimId);
                    merges.learnt(victimId, into);
                    merges.hide(victimId);
                }
            });
        }
    }

    private boolean gone(String victimId, @Nullable String into) {
        try {
            return jdbc.sql("""
                    delete from person p where p.victim_id = :id and p.snapshot is null and p.flags = '{}' and p.erased_at is null
                      and not exists (select 1 from consent c where c.victim_id = p.victim_id)
                      and not exists (select 1 from document d where d.victim_id = p.victim_id)
                      and not exists (select 1 from person o where o.victim_id = cast(:into as text) and o.victim_id <> :id)""")
                    .param("id", victimId).param("into", into, Types.VARCHAR).update() == 1;
        } catch (DataIntegrityViolationException e) {
            LOG.debug("a consent or document was recorded at this moment about {}: the row stays", victimId);
            return false;
        }
    }

    private boolean known(String victimId) {
        return jdbc.sql("select exists (select 1 from person where victim_id = :id)").param("id", victimId)
                .query(Boolean.class).single();
    }
}
