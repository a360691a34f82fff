package pk.rabta.protection;

import java.security.GeneralSecurityException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.protection.EarlierRows.Value;
import pk.rabta.settings.WrongSettingsException;

/**
 * What hubs sealed before there were several master keys: persons' keys, archived bytes, files not read yet, rows not sent
 * yet and secrets of webhooks, directly under keys derived from the one. The first start on such a database seals all of it
 * as it is now, in one transaction: a start that is killed changed nothing, and of two nodes one waits. What is found at a
 * later start, each value by itself; what does not open then stays and is told. Nothing is read the earlier way (ADR 26).
 */
@Component("earlierSeals")
class EarlierSeals implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(EarlierSeals.class);
    /** Held by one node; a number of this purpose alone. */
    private static final long TURN = 260016L;
    private static final String ARCHIVE = "archive/1";
    private static final String PERSON_KEYS = "person-keys/1";
    /** What proves the one key of then, the surest first. */
    private static final List<SealedColumn> PROOFS = List.of(EarlierRows.PERSONS, EarlierRows.WEBHOOKS, EarlierRows.FILES,
            EarlierRows.MESSAGES);

    /** Whether anything is of a hub that had keys of its own, which were there before anything else. */
    private static final String LATER = """
            select exists (select 1 from person where octet_length(sealed_key) <> 60)
              or exists (select 1 from subscription where octet_length(secret) <> 60)
              or exists (select 1 from inbound_message where sealed_key is not null)
              or exists (select 1 from batch_file where sealed_key is not null)
              or exists (select 1 from audit_leaf where mark is not null)""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final EarlierRows rows;
    private final MasterKeys masters;
    private final Vault vault;
    private final Clock clock;

    EarlierSeals(JdbcClient jdbc, TransactionTemplate transaction, EarlierRows rows, MasterKeys masters, Vault vault,
                 Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rows = rows;
        this.masters = masters;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public void afterPropertiesSet() {
        if (earlier()) {
            transaction.executeWithoutResult(status -> {
                jdbc.sql("select pg_advisory_xact_lock(:turn)").param("turn", TURN).query().listOfRows();
                if (earlier()) {
                    // An older node that has read a person's key has written by then what it made with it; others wait.
                    jdbc.sql("lock table person in access exclusive mode").update();
                    takeAll();
                }
            });
        } else if (rows.count() > 0) {
            takeLeftovers();
        }
    }

    /** The hub's own keys are there from the first start on: who has none but has something sealed is from before. */
    private boolean earlier() {
        if (jdbc.sql("select exists (select 1 from hub_key)").query(Boolean.class).single()) {
            return false;
        }
        if (jdbc.sql(LATER).query(Boolean.class).single()) {
            throw new WrongSettingsException("Table hub_key is empty, but this database holds what was sealed or marked with "
                    + "keys from it: made anew they would find nobody. Restore the table whole from a backup of the database, "
                    + "with the master key of that time as an 'other' key (src/docs/keys.md), then start again.", null);
        }
        return jdbc.sql("""
                select exists (select 1 from person) or exists (select 1 from subscription)
                  or exists (select 1 from inbound_message) or exists (select 1 from batch_chunk)
                  or exists (select 1 from audit_leaf)""").query(Boolean.class).single();
    }

    private void takeAll() {
        MasterKey one = theOne();
        for (String name : List.of("lookup", "signing", "audit-checkpoint")) {
            keep(name, one.earlier(name + "/1"));
        }
        keep("sealing", one.earlier("sealed/1"));
        // Who was sent anything may have been told tokens.
        jdbc.sql("select distinct partner_id from referral").query(String.class).list()
                .forEach(partner -> keep("pseudonym/" + partner, one.earlier("pseudonym/1/" + partner)));
        int all = take(one, change -> change);
        LOG.info("{} values that an earlier version sealed are under master key {} now", all, masters.sealing().id());
    }

    /** What a node of that version wrote after the first start: with whichever key opens it. None keeps the hub down. */
    private void takeLeftovers() {
        for (MasterKey one : masters.ring().all()) {
            take(one, change -> value -> {
                try {
                    transaction.executeWithoutResult(status -> change.accept(value));
                } catch (IllegalStateException e) {
                    LOG.debug("Not with master key {}: {}", one.id(), e.getMessage());
                }
            });
        }
        long left = rows.count();
        if (left > 0) {
            LOG.error("{} values that a hub of an earlier version wrote stay: no key of rabta.protection.master-key (or -file) "
                    + "opens them. Add the key that was used then, as an 'other' key, and start again", left);
        }
    }

    private interface Guard {
        Consumer<Value> around(Consumer<Value> change);
    }

    private int take(MasterKey one, Guard guard) {
        AesGcm archive = new AesGcm(one.earlier(ARCHIVE));
        AesGcm keys = new AesGcm(one.earlier(PERSON_KEYS));
        EarlierContents contents = new EarlierContents(jdbc, vault, archive);
        int all = rows.each(EarlierRows.PERSONS, guard.around(value -> secret(EarlierRows.PERSONS, value, keys)));
        all += rows.each(EarlierRows.WEBHOOKS, guard.around(value -> secret(EarlierRows.WEBHOOKS, value, archive)));
        all += rows.each(EarlierRows.MESSAGES, guard.around(contents::message));
        all += rows.each(EarlierRows.FILES, guard.around(contents::file));
        for (SealedColumn column : List.of(EarlierRows.LISTED, EarlierRows.WAITING)) {
            all += rows.each(column, guard.around(value -> contents.row(column, value)));
        }
        return all;
    }

    private void keep(String name, byte[] key) {
        jdbc.sql("insert into hub_key (name, sealed, created_at) values (:name, :sealed, :now)").param("name", name)
                .param("sealed", vault.sealSecret("hub/" + name, key))
                .param("now", Timestamp.from(clock.instant())).update();
    }

    /** The key of before: the one that opens something. Where nothing is sealed, the only one. */
    private MasterKey theOne() {
        for (SealedColumn column : PROOFS) {
            List<Value> first = rows.first(column);
            if (!first.isEmpty()) {
                String purpose = column.equals(EarlierRows.PERSONS) ? PERSON_KEYS : ARCHIVE;
                return masters.ring().all().stream().filter(key -> opens(key, purpose, first.getFirst())).findFirst()
                        .orElseThrow(() -> wrong("has no key that opens what an earlier version sealed in this database: add "
                                + "the key that was used then, as an 'other' key."));
            }
        }
        if (masters.ring().all().size() > 1) {
            throw wrong("has several keys, and nothing in this database of an earlier version says which was used then: wait "
                    + "two minutes, then start once with that key alone.");
        }
        return masters.sealing();
    }

    private static WrongSettingsException wrong(String what) {
        return new WrongSettingsException("rabta.protection.master-key (or -file) " + what, null);
    }

    private static boolean opens(MasterKey key, String purpose, Value value) {
        try {
            new AesGcm(key.earlier(purpose)).open(value.sealed(), Vault.bytes(value.context()));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private void secret(SealedColumn column, Value value, AesGcm before) {
        jdbc.sql("update " + column.table() + " set " + column.column() + " = :sealed where " + column.key() + " = :id")
                .param("id", value.id()).param("sealed", vault.sealSecret(value.context(),
                        EarlierContents.open(before, value.context(), value.sealed()))).update();
    }
}
