package pk.rabta.protection;

import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.settings.WrongSettingsException;

/**
 * What hubs sealed before there were several master keys: persons' keys, archived bytes, files not read yet, rows not sent
 * yet and secrets of webhooks, directly under keys derived from the one. At the first start on such a database all of it
 * is sealed as it is now, in one transaction: a start that is killed changed nothing, and of two nodes one waits. Nothing
 * is lost and nothing is read the earlier way afterwards (ADR 26).
 */
@Component("earlierSeals")
class EarlierSeals implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(EarlierSeals.class);
    /** Held by one node; a number of this purpose alone. */
    private static final long TURN = 260016L;
    private static final int BATCH = 200;
    private static final SealedColumn PERSONS = new SealedColumn("person", "sealed_key", "victim_id", "text", "victim_id",
            "sealed_key is not null");
    private static final SealedColumn WEBHOOKS = new SealedColumn("subscription", "secret", "id", "text",
            "'subscription:' || id", "true");
    private static final SealedColumn MESSAGES = new SealedColumn("inbound_message", "content", "id", "uuid",
            "cast(id as text)", "content is not null and sealed_key is null");
    private static final SealedColumn WAITING = new SealedColumn("batch_pending", "content", "delivery_id", "uuid",
            "'batch-row/' || delivery_id", "true");
    /** Whose the value is: a person, or a referral. */
    private static final Map<String, String> PERSON = Map.of("person", "victim_id", "subscription", "null",
            "inbound_message", "sealed_for", "batch_pending", "referral_id");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MasterKeys masters;
    private final Vault vault;
    private final Clock clock;

    EarlierSeals(JdbcClient jdbc, TransactionTemplate transaction, MasterKeys masters, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.masters = masters;
        this.vault = vault;
        this.clock = clock;
    }

    private record Value(String id, String context, byte[] sealed, @Nullable String person) {}

    @Override
    public void afterPropertiesSet() {
        if (!earlier()) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(:turn)").param("turn", TURN).query().listOfRows();
            if (earlier()) {
                take();
            }
        });
    }

    /** The hub's own keys are there from the first start on: who has none but has something sealed is from before. */
    private boolean earlier() {
        return jdbc.sql("""
                select not exists (select 1 from hub_key) and (exists (select 1 from person)
                  or exists (select 1 from subscription) or exists (select 1 from inbound_message)
                  or exists (select 1 from batch_chunk) or exists (select 1 from audit_leaf))""")
                .query(Boolean.class).single();
    }

    private void take() {
        MasterKey one = theOne();
        for (String name : List.of("lookup", "signing", "audit-checkpoint")) {
            keep(name, one.earlier(name + "/1"));
        }
        keep("sealing", one.earlier("sealed/1"));
        // Who was sent anything may have been told tokens.
        jdbc.sql("select distinct partner_id from referral").query(String.class).list()
                .forEach(partner -> keep("pseudonym/" + partner, one.earlier("pseudonym/1/" + partner)));
        AesGcm archive = new AesGcm(one.earlier("archive/1"));
        int all = secrets(PERSONS, new AesGcm(one.earlier("person-keys/1"))) + secrets(WEBHOOKS, archive);
        all += each(MESSAGES, value -> message(value, archive)) + files(archive);
        all += each(WAITING, value -> jdbc.sql("update batch_pending set content = :content where delivery_id = "
                + "cast(:id as uuid)").param("id", value.id()).param("content", row(value, archive)).update());
        LOG.info("{} values that an earlier version sealed are under master key {} now", all, masters.sealing().id());
    }

    private void keep(String name, byte[] key) {
        jdbc.sql("insert into hub_key (name, sealed, created_at) values (:name, :sealed, :now)").param("name", name)
                .param("sealed", vault.sealSecret("hub/" + name, key))
                .param("now", Timestamp.from(clock.instant())).update();
    }

    /** The key of before: the one that opens a person's key or a webhook's secret; without either, the current one. */
    private MasterKey theOne() {
        List<Value> persons = some(PERSONS, "", 1);
        List<Value> first = persons.isEmpty() ? some(WEBHOOKS, "", 1) : persons;
        if (first.isEmpty()) {
            return masters.sealing();
        }
        String purpose = persons.isEmpty() ? "archive/1" : "person-keys/1";
        return masters.ring().all().stream().filter(key -> opens(key, purpose, first.getFirst())).findFirst()
                .orElseThrow(() -> new WrongSettingsException("rabta.protection.master-key (or -file) has no key that opens "
                        + "what an earlier version sealed in this database: add the key that was used then, as an 'other' "
                        + "key.", null));
    }

    private static boolean opens(MasterKey key, String purpose, Value value) {
        try {
            new AesGcm(key.earlier(purpose)).open(value.sealed(), Vault.bytes(value.context()));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private int secrets(SealedColumn column, AesGcm before) {
        return each(column, value -> jdbc.sql("update " + column.table() + " set " + column.column() + " = :sealed where "
                        + column.key() + " = :id").param("id", value.id())
                .param("sealed", vault.sealSecret(value.context(), open(before, value))).update());
    }

    /** One that speaks of a protected witness alone was under that person's key, and its own key goes there. */
    private void message(Value value, AesGcm archive) {
        String owner = "message/" + value.id();
        byte[] key = vault.newKey(owner);
        byte[] stored = key;
        byte[] plain;
        if (value.person() == null) {
            plain = open(archive, value);
        } else {
            byte[] person = personKey(value.person());
            plain = vault.open(person, value.person(), value.sealed());
            stored = vault.entrust(key, owner, person, value.person());
        }
        jdbc.sql("update inbound_message set sealed_key = :key, content = :content where id = cast(:id as uuid)")
                .param("id", value.id()).param("key", stored).param("content", vault.seal(key, owner, plain)).update();
    }

    /** Whole files, a piece at a time, and the rows of those that the hub makes. */
    private int files(AesGcm archive) {
        int count = 0;
        for (String file : jdbc.sql("select distinct cast(file_id as text) from batch_chunk").query(String.class).list()) {
            byte[] key = vault.newKey("file/" + file);
            jdbc.sql("update batch_file set sealed_key = :key where id = cast(:id as uuid)").param("id", file)
                    .param("key", key).update();
            for (int number : jdbc.sql("select number from batch_chunk where file_id = cast(:id as uuid) order by number")
                    .param("id", file).query(Integer.class).list()) {
                String context = "batch/" + file + '/' + number;
                byte[] sealed = jdbc.sql("select content from batch_chunk where file_id = cast(:id as uuid) and number = "
                        + ":number").param("id", file).param("number", number).query((row, n) -> row.getBytes(1)).single();
                byte[] plain = open(archive, new Value(file, context, sealed, null));
                jdbc.sql("update batch_chunk set content = :content where file_id = cast(:id as uuid) and number = :number")
                        .param("content", vault.seal(key, "file/" + file, context, plain)).param("id", file)
                        .param("number", number).update();
                count++;
            }
        }
        for (String file : jdbc.sql("select cast(id as text) from batch_file where direction = 'OUT'").query(String.class)
                .list()) {
            count += listed(file, archive);
        }
        return count;
    }

    private int listed(String file, AesGcm archive) {
        List<Value> rows = jdbc.sql("""
                select cast(number as text) as id, 'batch-row/' || delivery_id as context, content as sealed,
                  referral_id as person from batch_row where file_id = cast(:file as uuid) and content is not null""")
                .param("file", file).query(EarlierSeals::value).list();
        rows.forEach(value -> jdbc.sql("update batch_row set content = :content where file_id = cast(:file as uuid) and "
                        + "number = cast(:number as int)").param("file", file).param("number", value.id())
                .param("content", row(value, archive)).update());
        return rows.size();
    }

    /** A row of a list, from now on under the key of its referral's person. */
    private byte[] row(Value value, AesGcm archive) {
        String referral = String.valueOf(value.person());
        String victim = jdbc.sql("select victim_id from referral where id = :id").param("id", referral).query(String.class)
                .single();
        return vault.seal(personKey(victim), victim, value.context(), open(archive, value));
    }

    private byte[] personKey(String id) {
        return jdbc.sql("select sealed_key from person where victim_id = :id").param("id", id)
                .query((row, n) -> row.getBytes(1)).single();
    }

    private int each(SealedColumn column, Consumer<Value> change) {
        int count = 0;
        String after = column.type().equals("uuid") ? new UUID(0, 0).toString() : "";
        List<Value> some;
        do {
            some = some(column, after, BATCH);
            some.forEach(change);
            count += some.size();
            after = some.isEmpty() ? after : some.getLast().id();
        } while (some.size() == BATCH);
        return count;
    }

    private List<Value> some(SealedColumn column, String after, int most) {
        return jdbc.sql("select cast(" + column.key() + " as text) as id, " + column.owner() + " as context, "
                        + column.column() + " as sealed, " + PERSON.get(column.table()) + " as person from " + column.table() + " where "
                        + column.where() + " and " + column.key() + " > cast(:after as " + column.type() + ") order by "
                        + column.key() + " limit " + most).param("after", after).query(EarlierSeals::value).list();
    }

    private static byte[] open(AesGcm before, Value value) {
        try {
            return before.open(value.sealed(), Vault.bytes(value.context()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("What an earlier version sealed as " + value.context() + " does not open", e);
        }
    }

    private static Value value(ResultSet row, int number) throws SQLException {
        return new Value(row.getString("id"), row.getString("context"), row.getBytes("sealed"), row.getString("person"));
    }
}
