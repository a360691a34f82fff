package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.api.Language;
import pk.rabta.audit.Audit;
import pk.rabta.audit.AuditDesk;
import pk.rabta.audit.Dropped;
import pk.rabta.audit.LogNode;
import pk.rabta.audit.merkle.DroppedWord;
import pk.rabta.audit.merkle.Leaf;
import pk.rabta.sandbox.EmbeddedDatabase;

/** Old leaves go by whole months, their hashes stay, and that they went is part of the log. */
class AuditRetentionTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final YearMonth OLD = YearMonth.of(2025, 3);

    @TempDir
    private Path outside;
    private LogNode node;
    private JdbcClient jdbc;

    @BeforeEach
    void log() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        node = new LogNode(EmbeddedDatabase.shared().freshDatabase(), outside, clock);
        jdbc = node.jdbc;
        partitions(OLD.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC)).make();
        partitions(NOW).make();
        for (int n = 1; n <= 5; n++) {
            insert(new UUID(Partitions.first(OLD).getMostSignificantBits() + n, n));
        }
        insert(new UUID(Partitions.first(YearMonth.from(NOW.atOffset(ZoneOffset.UTC))).getMostSignificantBits() + 1, 1));
    }

    @AfterEach
    void close() {
        node.close();
    }

    private Partitions partitions(Instant time) {
        return new Partitions(jdbc, node.get(TransactionTemplate.class), Clock.fixed(time, ZoneOffset.UTC));
    }

    private void insert(UUID id) {
        node.insert(new Leaf(id, "deed", "hub", null, null, JsonNodeFactory.instance.objectNode().put("n", 1),
                Instant.parse("2025-03-05T06:12:00Z")));
    }

    private void retain() {
        Duration keep = Duration.ofDays(400);
        new AuditRetention(jdbc, partitions(NOW), node.get(Dropped.class),
                new Retention.Settings(keep, Duration.ofDays(30), keep, keep, keep), Clock.fixed(NOW, ZoneOffset.UTC)).run();
    }

    private long old() {
        return jdbc.sql("select count(*) from audit_leaf where id < :first").param("first", Partitions.first(OLD.plusMonths(1)))
                .query(Long.class).single();
    }

    private JsonNode verify() {
        return node.get(AuditDesk.class).verify(new ApiRequest("verifyAudit", new Caller("auditor", Set.of(), null, null,
                null, null, "auditor"), Map.of("from", 0L, "limit", 1000L), null, null, Language.EN, null, "")).body();
    }

    @Test
    void saysNotKeptOfWhatRetentionDropped_andMissingOfAnythingElse() {
        node.round();
        retain();
        assertThat(old()).isZero();
        node.round();
        assertThat(verify().path("valid").asBoolean()).as(verify().toString()).isTrue();
        assertThat(verify().path("notKept").asInt()).isEqualTo(5);
        assertThat(jdbc.sql("select count(*) from audit_entry").query(Long.class).single()).isEqualTo(7);

        node.letLeavesBeChanged();
        jdbc.sql("delete from audit_leaf where type = 'deed'").update();
        assertThat(verify().at("/findings/0/kind").asText()).isEqualTo("MISSING");
        assertThat(verify().at("/findings/0/from").asInt()).isEqualTo(5);
    }

    @Test
    void dropsNothingThatNoCheckpointStandsForYet() {
        retain();
        assertThat(old()).isEqualTo(5);
    }

    /** Where no month was made in time; nobody else may delete. */
    @Test
    void dropsWhatIsInTheDefaultPartitionToo() {
        insert(new UUID(Partitions.first(OLD.plusMonths(2)).getMostSignificantBits() + 1, 1));
        node.round();
        assertThatThrownBy(() -> jdbc.sql("delete from audit_leaf").update()).hasMessageContaining("audit.md");
        retain();
        assertThat(jdbc.sql("select count(*) from audit_leaf where type = 'deed'").query(Long.class).single()).isOne();
    }

    @Test
    void isSaidOnce() {
        node.round();
        retain();
        insert(new UUID(Partitions.first(OLD).getMostSignificantBits() + 9, 9));
        retain();
        assertThat(jdbc.sql("select count(*) from audit_leaf where type = 'audit.dropped'").query(Long.class).single())
                .isEqualTo(1);
    }

    /** By somebody who can write to the database: the leaf is whole and numbered, and so is the pointer to it. */
    @Test
    void aWordThatTheHubDidNotSignDoesNotCount() {
        UUID leaf = node.get(Audit.class).record(DroppedWord.TYPE, "hub", null, null, JsonNodeFactory.instance.objectNode()
                .put("before", "ffffffff-ffff-ffff-ffff-ffffffffffff").put("kept", "PT0S"), NOW);
        jdbc.sql("update audit_tree set dropped_by = :leaf").param("leaf", leaf).update();
        node.round();
        assertThat(verify().path("valid").asBoolean()).as(verify().toString()).isTrue();
        node.letLeavesBeChanged();
        jdbc.sql("delete from audit_leaf where type = 'deed'").update();
        assertThat(verify().path("findings")).hasSize(6)
                .allMatch(finding -> finding.path("kind").asText().equals("MISSING"));
    }

    /** As releases before marks wrote it: what they dropped is missing only until retention runs again. */
    @Test
    void anUnsignedWordIsSaidAgainAlsoWhereNothingIsLeftToDrop() {
        node.round();
        retain();
        node.letLeavesBeChanged();
        jdbc.sql("delete from audit_leaf where type = 'audit.dropped'").update();
        node.round();
        UUID leaf = node.get(Audit.class).record(DroppedWord.TYPE, "hub", null, null, JsonNodeFactory.instance.objectNode()
                .put("before", Partitions.first(OLD.plusMonths(1)).toString()), NOW);
        jdbc.sql("update audit_tree set dropped_by = :leaf").param("leaf", leaf).update();
        node.round();
        assertThat(verify().at("/findings/0/kind").asText()).isEqualTo("MISSING");
        retain();
        node.round();
        assertThat(verify().path("notKept").asInt()).isEqualTo(5);
        retain();
        assertThat(jdbc.sql("select count(*) from audit_leaf where type = 'audit.dropped'").query(Long.class).single())
                .isEqualTo(2);
    }

    @Test
    void noWordReachesToLeavesThatAreToBeKept() {
        Dropped dropped = node.get(Dropped.class);
        UUID month = Partitions.first(YearMonth.of(2026, 1));
        assertThatThrownBy(() -> dropped.announce(month, Duration.ofDays(400), NOW))
                .isInstanceOf(IllegalArgumentException.class);
        dropped.announce(month, Duration.ofDays(300), NOW);
        assertThat(jdbc.sql("select detail ->> 'kept' from audit_leaf where type = 'audit.dropped'").query(String.class)
                .single()).isEqualTo("PT7200H");
    }

    /** Whoever removes leaves cannot say that retention did without its standing in the log, and being what was written. */
    @Test
    void aForgedWordDoesNotCount() {
        node.round();
        retain();
        node.round();
        node.letLeavesBeChanged();
        jdbc.sql("update audit_leaf set detail = jsonb_build_object('before', 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
                + "where type = 'audit.dropped'").update();
        assertThat(verify().path("findings")).extracting(finding -> finding.path("kind").asText())
                .containsExactlyInAnyOrder("MISSING", "MISSING", "MISSING", "MISSING", "MISSING", "CHANGED");
    }
}
