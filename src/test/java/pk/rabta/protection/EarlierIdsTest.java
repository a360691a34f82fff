package pk.rabta.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.EmbeddedDatabase;

/** Ids of a version that stored them with numbers of persons: a repeat after the update finds them. */
class EarlierIdsTest {

    private static final String RAW = "notice-9999900000017-1";
    private static final String ROW = "PAYMENT-0123456789012345-0123456789abc0123456789abc0123456789abc0123456789abc0123456789ab";

    private final KeptIds ids = ids();
    private final UUID message = UUID.randomUUID();
    private DataSource source;
    private JdbcClient jdbc;

    private static KeptIds ids() {
        HubKeys keys = mock(HubKeys.class);
        when(keys.get("lookup")).thenReturn(new byte[32]);
        return new KeptIds(new LookupHash(keys));
    }

    @BeforeEach
    void earlierDatabase() {
        Database database = EmbeddedDatabase.shared().emptyDatabase();
        source = database.dataSource();
        Flyway.configure().dataSource(source).target("24").load().migrate();
        jdbc = JdbcClient.create(source);
        fill();
        Flyway.configure().dataSource(source).load().migrate();
    }

    private void fill() {
        key(RAW);
        key("plain");
        inboundId(RAW, message);
        jdbc.sql("""
                insert into inbound_message (id, partner_id, message_id, channel, media_type, state, received_at)
                values (:id, 'unit', :text, 'rest', 'text/xml', 'APPLIED', '2026-06-01')""")
                .param("id", message).param("text", RAW).update();
        event(RAW, "REF-1", null);
        event(RAW + "#0", "REF-1", message);
        event(RAW + "@REF-2", "REF-2", null);
        UUID file = UUID.randomUUID();
        jdbc.sql("insert into batch_file (id, partner_id, direction, name, state, created_at, updated_at) values (:id, "
                + "'unit', 'IN', 'x.csv', 'DONE', '2026-06-01', '2026-06-01')").param("id", file).update();
        event(ROW, "REF-3", file);
    }

    private void key(String key) {
        jdbc.sql("insert into idempotency_key (client_id, operation, key, request_hash, status, created_at) values ('tool', "
                + "'createReferrals', :key, '\\x00', 202, '2026-06-01')").param("key", key).update();
    }

    private void inboundId(String id, UUID inbound) {
        jdbc.sql("insert into inbound_id (partner_id, message_id, content_hash, inbound_id) values ('unit', :message, '\\x00', :id)")
                .param("message", id).param("id", inbound).update();
    }

    private void event(String id, String referral, UUID inbound) {
        jdbc.sql("insert into partner_event (partner_id, event_id, referral_id, inbound_id, effect, recorded_at) values "
                        + "('unit', :id, :referral, cast(:inbound as uuid), 'handled', '2026-06-01')").param("id", id)
                .param("referral", referral).param("inbound", inbound == null ? null : inbound.toString()).update();
    }

    private void start() {
        new EarlierIds(jdbc, new TransactionTemplate(new JdbcTransactionManager(source)), ids).afterPropertiesSet();
    }

    private List<String> all(String column, String table) {
        return jdbc.sql("select " + column + " from " + table).query(String.class).list();
    }

    @Test
    void whatARepeatIsLookedForByIsThere() {
        start();
        String kept = ids.of(RAW);
        assertThat(kept).isNotEqualTo(RAW);
        assertThat(all("key", "idempotency_key")).containsExactlyInAnyOrder(kept, "plain");
        assertThat(all("message_id", "inbound_id")).containsExactly(kept);
        assertThat(all("message_id", "inbound_message")).containsExactly(kept);
        assertThat(all("event_id", "partner_event")).as("rows of lists have no id that anybody chose")
                .containsExactlyInAnyOrder(kept, kept + "#0", kept + "@REF-2", ROW);
        assertThat(ids.of(ROW)).isNotEqualTo(ROW);
    }

    @Test
    void whatWasRepeatedBeforeThatStandsForBoth() {
        UUID repeat = UUID.randomUUID();
        inboundId(ids.of(RAW), repeat);
        key(ids.of(RAW));
        start();
        assertThat(jdbc.sql("select inbound_id from inbound_id").query(UUID.class).list()).containsExactly(repeat);
        assertThat(all("key", "idempotency_key")).containsExactlyInAnyOrder(ids.of(RAW), "plain");
    }

    @Test
    void severalBatchesAreLookedThroughOnce() {
        for (int n = 0; n < 1_100; n++) {
            key("call-9999900000017-" + n);
        }
        start();
        assertThat(all("key", "idempotency_key")).hasSize(1_102).noneMatch(key -> key.contains("9999900000017"));
        assertThat(all("kept_in", "earlier_ids")).isEmpty();
        key(RAW);
        start();
        assertThat(all("key", "idempotency_key")).as("it is done").contains(RAW);
    }
}
