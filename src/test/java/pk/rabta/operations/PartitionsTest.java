package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.EmbeddedDatabase;

class PartitionsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private DataSource source;
    private JdbcClient jdbc;

    @BeforeEach
    void database() {
        Database database = EmbeddedDatabase.shared().freshDatabase();
        source = database.dataSource();
        jdbc = JdbcClient.create(source);
    }

    private Partitions hub(Instant time) {
        return new Partitions(jdbc, new TransactionTemplate(new JdbcTransactionManager(source)),
                Clock.fixed(time, ZoneOffset.UTC));
    }

    private void retain(Instant time) {
        new Retention(jdbc, hub(time), new Retention.Settings(Duration.ofDays(30), Duration.ofDays(30),
                Duration.ofDays(400), Duration.ofDays(400), null), Clock.fixed(time, ZoneOffset.UTC)).run();
    }

    private List<String> months(String table) {
        return jdbc.sql("select inhrelid::regclass::text from pg_inherits where inhparent = cast(:table as regclass)")
                .param("table", table).query(String.class).list().stream()
                .map(name -> name.substring(table.length() + 1)).sorted().toList();
    }

    private UUID message(Instant at, String state) {
        UUID id = new UUID(at.toEpochMilli() << 16 | 0x7abc, UUID.randomUUID().getLeastSignificantBits());
        jdbc.sql("""
                insert into inbound_message (id, partner_id, message_id, channel, media_type, state, received_at)
                values (:id, 'p', :id, 'rest', 'application/json', :state, :at)""")
                .param("id", id).param("state", state).param("at", java.sql.Timestamp.from(at)).update();
        return id;
    }

    private String place(UUID id) {
        return jdbc.sql("select tableoid::regclass::text from inbound_message where id = :id").param("id", id)
                .query(String.class).single();
    }

    @Test
    void makesThisMonthAndTheNextTwo_whoeverElseDoes() {
        CompletableFuture.allOf(IntStream.range(0, 4).mapToObj(node ->
                CompletableFuture.runAsync(() -> hub(NOW).make())).toArray(CompletableFuture[]::new)).join();
        for (String table : List.of("referral_event", "delivery_attempt", "inbound_message", "audit_leaf")) {
            assertThat(months(table)).containsExactly("2026_11", "2026_12", "2027_01", "default");
        }
        hub(Instant.parse("2026-12-01T00:00:00Z")).make();
        assertThat(months("audit_leaf")).containsExactly("2026_11", "2026_12", "2027_01", "2027_02", "default");
    }

    @Test
    void everyRowFindsAPlace() {
        hub(NOW).make();
        assertThat(place(message(Instant.parse("2026-11-30T23:59:59.999Z"), "APPLIED")))
                .isEqualTo("inbound_message_2026_11");
        assertThat(place(message(Instant.parse("2026-12-01T00:00:00Z"), "APPLIED")))
                .isEqualTo("inbound_message_2026_12");
        assertThat(place(message(Instant.parse("1970-01-01T00:00:00Z"), "APPLIED")))
                .isEqualTo("inbound_message_default");
        UUID ahead = message(Instant.parse("2027-03-05T00:00:00Z"), "APPLIED");
        assertThat(place(ahead)).isEqualTo("inbound_message_default");
        hub(Instant.parse("2027-02-01T00:00:00Z")).make();
        assertThat(place(ahead)).as("a month that began there stays there").isEqualTo("inbound_message_default");
        assertThat(months("inbound_message")).contains("2027_02", "2027_04").doesNotContain("2027_03");
    }

    @Test
    void positionsGoOnOverTheMonths() {
        hub(NOW).make();
        for (YearMonth month : List.of(YearMonth.of(2026, 12), YearMonth.of(2026, 11), YearMonth.of(2027, 1))) {
            jdbc.sql("""
                    insert into referral_event (id, type, client_id, actor, occurred_at, recorded_at)
                    values (:id, :type, 'c', 'HUB', '2026-11-25', '2026-11-25')""")
                    .param("id", Partitions.first(month)).param("type", month.toString()).update();
        }
        assertThat(jdbc.sql("select type from referral_event where client_id = 'c' order by position")
                .query(String.class).list()).containsExactly("2026-12", "2026-11", "2027-01");
    }

    @Test
    void retentionDropsWholeMonths_butNotWhatIsStillWork() {
        Instant old = Instant.parse("2025-08-10T00:00:00Z");
        hub(old).make();
        message(old, "APPLIED");
        UUID work = message(Instant.parse("2025-09-10T00:00:00Z"), "RECEIVED");
        message(Instant.parse("2020-01-01T00:00:00Z"), "APPLIED");
        hub(NOW).make();
        message(NOW, "APPLIED");
        retain(NOW);
        assertThat(months("inbound_message"))
                .containsExactly("2025_09", "2025_10", "2026_11", "2026_12", "2027_01", "default");
        assertThat(months("delivery_attempt"))
                .containsExactly("2025_10", "2026_11", "2026_12", "2027_01", "default");
        assertThat(months("referral_event")).contains("2025_08");
        assertThat(months("audit_leaf")).contains("2025_08");
        assertThat(jdbc.sql("select count(*) from inbound_message").query(Long.class).single()).isEqualTo(2);
        assertThat(place(work)).isEqualTo("inbound_message_2025_09");
    }
}
