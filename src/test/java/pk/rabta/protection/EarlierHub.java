package pk.rabta.protection;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.audit.merkle.CanonicalJson;
import pk.rabta.audit.merkle.Leaf;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.sandbox.Database;

/** What a hub wrote before V18: keys of its own without the later ones, leaves without marks, merges that no flag followed. */
final class EarlierHub {

    private static final String PARTNER = "zakat-pb";
    private static final String PROGRAMME = "zakat-pb-guzara";

    final JdbcClient jdbc;
    private final String client;
    private final Vault vault;
    private final Timestamp now = Timestamp.from(Instant.now());

    /** One whose messages are held still, so that what is to be sent stays where it can be looked at. */
    EarlierHub(Database database, Path masterKeys, String client) {
        Flyway.configure().dataSource(database.dataSource()).target("17").load().migrate();
        this.client = client;
        jdbc = JdbcClient.create(database.dataSource());
        vault = new KeyNode(masterKeys, jdbc, new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
                Clock.systemUTC()).vault;
        for (String name : List.of("lookup", "signing", "audit-checkpoint", "sealing", "pseudonym/" + PARTNER)) {
            jdbc.sql("insert into hub_key (name, sealed, created_at) values (:name, :sealed, :now)").param("name", name)
                    .param("sealed", vault.sealSecret("hub/" + name, AesGcm.random(32))).param("now", now).update();
        }
        for (String still : List.of(PARTNER, "registry")) {
            jdbc.sql("insert into destination_state (id, paused, paused_by, pause_reason, paused_at, updated_at) values (:id, "
                    + "true, 'test', 'held still', :now, :now)").param("id", still).param("now", now).update();
        }
    }

    String person(String into, String... flags) {
        String id = PublicId.next(Prefix.PT).replace("PT-", "VOT-");
        byte[] key = vault.newKey(id);
        jdbc.sql("""
                insert into person (victim_id, token, sealed_key, snapshot, flags, merged_into, read_at, created_at)
                values (:id, :token, :key, :snapshot, :flags, :into, :now, :now)""").param("id", id)
                .param("token", PublicId.next(Prefix.PT)).param("key", key).param("flags", flags).param("into", into)
                .param("snapshot", vault.seal(key, id, "{\"contract\":\"victim/1\"}".getBytes(StandardCharsets.UTF_8)))
                .param("now", now).update();
        return id;
    }

    /** One that its partner received, with the answer to the key under which it was asked for. */
    String referral(String person, String idempotencyKey) {
        String consent = PublicId.next(Prefix.CNS);
        String file = PublicId.next(Prefix.CAS);
        String referral = PublicId.next(Prefix.REF);
        jdbc.sql("""
                insert into consent (id, victim_id, client_id, basis, status, given_by, capacity, purposes, recipients,
                  data_scopes, method, valid_from, created_at)
                values (:id, :person, :client, 'CONSENT', 'ACTIVE', 'SELF', 'ADULT', '{SOCIAL_PROTECTION}', '{zakat-pb}',
                  '{IDENTITY_MIN}', 'THUMB', :now, :now)""").param("id", consent).param("person", person)
                .param("client", client).param("now", now).update();
        jdbc.sql("""
                insert into case_file (key, id, victim_id, consent_id, status, client_id, created_at, updated_at)
                values (:key, :id, :person, :consent, 'open', :client, :now, :now)""").param("key", UUID.randomUUID())
                .param("id", file).param("person", person).param("consent", consent).param("client", client)
                .param("now", now).update();
        jdbc.sql("""
                insert into referral (key, id, case_id, victim_id, consent_id, partner_id, programme_id, service, phase,
                  urgency, priority, order_group, status, dispatched, content, client_id, vso, office, province, created_at,
                  updated_at)
                values (:key, :id, :case, :person, :consent, :partner, :programme, 'SOCIAL_PROTECTION', 'MID_TERM',
                  'ROUTINE', 4, :key, 'REQUESTED', true, '', :client, 'VSO-PB-001', 'VSO-PB-LAHORE', 'PK-PB', :now, :now)""").param("key", UUID.randomUUID())
                .param("id", referral).param("case", file).param("person", person).param("consent", consent)
                .param("partner", PARTNER).param("programme", PROGRAMME).param("client", client).param("now", now).update();
        jdbc.sql("""
                insert into idempotency_key (client_id, operation, key, request_hash, status, answer, created_at)
                values (:client, 'submitReferral', :key, '', 202, jsonb_build_object('caseId', cast(:case as text)), :now)""")
                .param("client", client).param("key", idempotencyKey).param("case", file).param("now", now).update();
        return referral;
    }

    /** A list with the referral's row that is not uploaded, or not noted as such. */
    UUID list(String referral) {
        UUID file = UUID.randomUUID();
        UUID delivery = UUID.randomUUID();
        UUID attempt = UUID.randomUUID();
        jdbc.sql("""
                insert into delivery (id, message_id, queue, destination, referral_id, order_group, priority, kind, message,
                  state, due_at, attempts, attempt_id, lease_until, created_at, updated_at)
                values (:id, :message, :partner, :partner, :referral, :id, 4, 'request', 'request', 'SENDING', :now, 1,
                  :attempt, :lease, :now, :now)""").param("id", delivery).param("message", PublicId.next(Prefix.MSG))
                .param("partner", PARTNER).param("referral", referral).param("attempt", attempt).param("now", now)
                .param("lease", Timestamp.from(Instant.now().plusSeconds(3600))).update();
        jdbc.sql("insert into delivery_attempt (id, delivery_id, number, started_at) values (:id, :delivery, 1, :now)")
                .param("id", attempt).param("delivery", delivery).param("now", now).update();
        jdbc.sql("""
                insert into batch_file (id, partner_id, direction, name, kind, state, row_count, created_at, updated_at)
                values (:id, :partner, 'OUT', 'ZKT_PB_LIST_PK617_20260301_0001.csv', 'list', 'SEALED', 1, :now, :now)""")
                .param("id", file).param("partner", PARTNER).param("now", now).update();
        jdbc.sql("""
                insert into batch_row (file_id, number, delivery_id, attempt_id, referral_id, state)
                values (:file, 1, :delivery, :attempt, :referral, 'LISTED')""").param("file", file)
                .param("delivery", delivery).param("attempt", attempt).param("referral", referral).update();
        return file;
    }

    void webhook() {
        jdbc.sql("""
                insert into subscription (id, client_id, url, events, secret, status, cursor_tx, cursor_position, created_at)
                values (:id, :client, 'http://127.0.0.1:9/', '{}', :secret, 'ACTIVE', '1', 0, :now)""")
                .param("id", "SUB-1").param("client", client).param("now", now)
                .param("secret", vault.sealSecret("subscription:SUB-1", AesGcm.random(32))).update();
    }

    void leaves(int number) {
        for (int n = 0; n < number; n++) {
            Leaf leaf = new Leaf(UUID.randomUUID(), "deed." + n, "hub", null, null, CanonicalJson.read("{}"), now.toInstant());
            jdbc.sql("""
                    insert into audit_leaf (id, type, actor, detail, recorded_at, leaf_hash)
                    values (:id, :type, :actor, cast(:detail as jsonb), cast(:at as timestamptz), :hash)""")
                    .param("id", leaf.id()).param("type", leaf.type()).param("actor", leaf.actor())
                    .param("detail", leaf.detail().toString()).param("at", leaf.time()).param("hash", leaf.hash()).update();
        }
    }
}
