package pk.rabta.protection;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.EmbeddedDatabase;
import pk.rabta.sandbox.Secrets;

/** A database of a version that had one master key, with something of each kind that it sealed. */
abstract class EarlierScene {

    protected static final byte[] TEXT = "what was sealed before".getBytes(StandardCharsets.UTF_8);
    protected static final byte[] SECRET = AesGcm.random(32);
    protected static final String PERSON = "VOT-TEST-EARLIER";

    @TempDir
    protected Path folder;
    protected final String one = Secrets.key();
    protected final MasterKey before = MasterKey.of(one, "before");
    protected final byte[] personKey = AesGcm.random(32);
    protected final UUID file = UUID.randomUUID();
    protected final UUID list = UUID.randomUUID();
    protected final UUID delivery = UUID.randomUUID();
    protected final UUID about = UUID.randomUUID();
    protected final UUID witness = UUID.randomUUID();
    protected JdbcClient jdbc;
    protected TransactionTemplate transaction;

    @BeforeEach
    void database() {
        Database database = EmbeddedDatabase.shared().emptyDatabase();
        DataSource source = database.dataSource();
        Flyway.configure().dataSource(source).target("15").load().migrate();
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        fill();
        Flyway.configure().dataSource(source).load().migrate();
    }

    protected void fill() {
        jdbc.sql("insert into person (victim_id, token, sealed_key, snapshot, created_at) values (:id, 'PT-1', :key, "
                        + ":snapshot, now())").param("id", PERSON)
                .param("key", seal("person-keys", PERSON, personKey))
                .param("snapshot", new AesGcm(personKey).seal(TEXT, Vault.bytes(PERSON))).update();
        jdbc.sql("""
                insert into subscription (id, client_id, url, events, secret, status, cursor_tx, cursor_position,
                created_at) values ('SUB-1', 'tool', 'http://127.0.0.1:9/', '{}', :secret, 'ACTIVE', '1', 0, now())""")
                .param("secret", seal("archive", "subscription:SUB-1", SECRET)).update();
        lists();
        message(about, null, seal("archive", about.toString(), TEXT));
        message(witness, PERSON, new AesGcm(personKey).seal(TEXT, Vault.bytes(PERSON)));
        jdbc.sql("insert into batch_file (id, partner_id, direction, name, state, created_at, updated_at) values (:id, "
                + "'zakat-pb', 'IN', 'unread.csv', 'SPOOLED', now(), now())").param("id", file).update();
        for (int number = 0; number < 2; number++) {
            jdbc.sql("insert into batch_chunk (file_id, number, content) values (:id, :number, :content)")
                    .param("id", file).param("number", number).param("content", seal("archive", "batch/" + file + '/' + number, TEXT)).update();
        }
    }

    /** A list that is sealed but not sent, and a row that waits for one, of the same person's referral. */
    private void lists() {
        jdbc.sql("""
                alter table referral drop constraint referral_case_id_fkey, drop constraint referral_consent_id_fkey;
                alter table batch_pending drop constraint batch_pending_delivery_id_fkey""").update();
        jdbc.sql("""
                insert into referral (key, id, case_id, victim_id, consent_id, partner_id, programme_id, service, phase, urgency,
                  priority, order_group, status, content, client_id, created_at, updated_at)
                values (:key, 'REF-1', '-', :person, '-', 'unit', '-', '-', '-', '-', 4, :key, 'SUBMITTED', '', '-', now(), now())""")
                .param("key", list).param("person", PERSON).update();
        jdbc.sql("insert into batch_file (id, partner_id, direction, name, state, created_at, updated_at) values (:id, "
                + "'zakat-pb', 'OUT', 'unsent.csv', 'SEALED', now(), now())").param("id", list).update();
        byte[] sealed = seal("archive", "batch-row/" + delivery, TEXT);
        jdbc.sql("insert into batch_row (file_id, number, delivery_id, referral_id, state, content) values (:file, 1, "
                        + ":delivery, 'REF-1', 'LISTED', :content)").param("file", list).param("delivery", delivery)
                .param("content", sealed).update();
        jdbc.sql("insert into batch_pending (delivery_id, attempt_id, partner_id, kind, grouping, referral_id, content, "
                        + "added_at) values (:delivery, :delivery, 'zakat-pb', 'list', '-', 'REF-1', :content, now())")
                .param("delivery", delivery).param("content", sealed).update();
    }

    protected void message(UUID id, String person, byte[] content) {
        jdbc.sql("""
                insert into inbound_message (id, partner_id, message_id, channel, media_type, content, state, sealed_for,
                received_at) values (:id, 'pbm', :text, 'rest', 'text/xml', :content, 'RECEIVED', :person, now())""")
                .param("id", id).param("text", id.toString()).param("content", content).param("person", person).update();
    }

    protected byte[] seal(String purpose, String context, byte[] plain) {
        return new AesGcm(before.earlier(purpose + "/1")).seal(plain, Vault.bytes(context));
    }

    protected KeyNode node(String... lines) {
        KeyNode node = new KeyNode(KeyNode.write(folder.resolve("keys"), lines), jdbc, transaction, Clock.systemUTC());
        new EarlierSeals(jdbc, transaction, new EarlierRows(jdbc), node.keys, node.vault, Clock.systemUTC()).afterPropertiesSet();
        return node;
    }

    protected byte[] content(Vault vault, UUID id, byte[] key) {
        return vault.open(key, "message/" + id, bytes("select content from inbound_message where message_id = :id",
                id.toString()));
    }

    protected byte[] sealedKey(UUID id) {
        return bytes("select sealed_key from inbound_message where message_id = :id", id.toString());
    }

    protected byte[] bytes(String sql, String id) {
        return jdbc.sql(sql).param("id", id).query((row, n) -> row.getBytes(1)).single();
    }
}
