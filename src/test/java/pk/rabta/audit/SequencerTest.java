package pk.rabta.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.audit.merkle.GrowingTree;

class SequencerTest extends LogCase {

    private static final int WRITERS = 8;
    private static final int EACH = 25;

    /** All ids in the order of their commits' transactions. */
    private List<UUID> inOrder() {
        return jdbc.sql("select id from audit_leaf order by tx, id").query(UUID.class).list();
    }

    @Test
    void nobodyWaitsAndNothingIsLostOrDoubled_whileATransactionStaysOpen(@TempDir Path other) throws Exception {
        write(5);
        node.sequence();
        try (LogNode second = another(other); Connection open = openTransaction()) {
            CompletableFuture<?>[] writers = IntStream.range(0, WRITERS)
                    .mapToObj(n -> CompletableFuture.runAsync(() -> write(EACH))).toArray(CompletableFuture[]::new);
            CompletableFuture<Void> all = CompletableFuture.allOf(writers);
            while (!all.isDone()) {
                node.get(Sequencer.class).run();
                second.get(Sequencer.class).run();
            }
            all.get(30, TimeUnit.SECONDS);
            assertThat(size()).as("younger than the open transaction").isEqualTo(5);
            open.commit();
        }
        CompletableFuture.allOf(IntStream.range(0, 4).mapToObj(n ->
                CompletableFuture.runAsync(() -> node.get(Sequencer.class).run())).toArray(CompletableFuture[]::new)).join();
        node.sequence();

        assertThat(size()).isEqualTo(5 + 1 + WRITERS * EACH);
        assertThat(numbered()).isEqualTo(inOrder()).doesNotHaveDuplicates();
        assertThat(jdbc.sql("select max(leaf_index) from audit_entry").query(Long.class).single()).isEqualTo(size() - 1);
        assertThat(findings()).isEmpty();
    }

    @Test
    void batchesLeaveNoGap_andTheRootIsThatOfAllLeaves() {
        // Of several transactions with many leaves each, so that a batch ends within one.
        for (int tx = 0; tx < 5; tx++) {
            node.get(TransactionTemplate.class).executeWithoutResult(status -> IntStream.range(0, 500).forEach(n ->
                    node.insert(node.get(JdbcClient.class), leaf("many", "{\"n\": " + n + "}"))));
        }
        node.sequence();
        assertThat(numbered()).isEqualTo(inOrder()).hasSize(2500);
        GrowingTree tree = new GrowingTree();
        jdbc.sql("select hash from audit_entry order by leaf_index").query(byte[].class).list().forEach(tree::add);
        assertThat(node.get(TreeRows.class).root(2500)).isEqualTo(tree.root());
        assertThat(findings()).isEmpty();
    }

    @Test
    void aNodeThatLostItsLeaseLeavesNothing_andTheNextOneGoesOn(@TempDir Path other) {
        write(3);
        node.round();
        write(4);
        node.loseLease(true);
        assertThatThrownBy(() -> node.get(Sequencer.class).run()).hasMessage("the lease is lost");
        assertThat(size()).isEqualTo(3);
        assertThat(numbered()).hasSize(3);
        try (LogNode second = another(other)) {
            second.round();
            node.loseLease(false);
            write(2);
            node.round();
            second.round();
        }
        assertThat(numbered()).hasSize(9).isEqualTo(inOrder());
        assertThat(findings()).isEmpty();
        assertThat(node.conflict()).isZero();
    }

    @Test
    void aNodeThatLosesItsLeaseBetweenNumbersAndCheckpointForksNothing(@TempDir Path other) {
        write(3);
        node.sequence();
        node.loseLease(true);
        assertThatThrownBy(() -> node.get(Checkpoints.class).make()).hasMessage("the lease is lost");
        try (LogNode second = another(other)) {
            write(1);
            second.round();
            node.loseLease(false);
            node.round();
            assertThat(jdbc.sql("select size from audit_checkpoint order by 1").query(Long.class).list())
                    .containsExactly(4L);
            assertThat(node.get(OutsideCopy.class).size()).isEqualTo(second.get(OutsideCopy.class).size()).isEqualTo(4);
        }
    }

    /** A dump brings leaves with numbers of transactions that the new cluster has not reached. */
    @Test
    void goesOnAfterARestoreFromADump() {
        write(3);
        node.round();
        write(2);
        sql("update audit_leaf set tx = cast(cast(cast(tx as text) as bigint) + 1000000000 as text)::xid8");
        sql("update audit_tree set tx = cast(cast(cast(tx as text) as bigint) + 1000000000 as text)::xid8");
        node.round();
        write(2);
        node.round();
        write(1);
        assertThat(node.get(Verification.class).verify(0, 5).findings()).as("the last one is not numbered yet").isEmpty();
        node.round();
        assertThat(size()).isEqualTo(8);
        assertThat(numbered()).hasSize(8).doesNotHaveDuplicates();
        assertThat(findings()).isEmpty();
    }

    /** What was numbered before the restore waits for nothing, though its transactions are still to come here. */
    @Test
    void afterARestoreFromADumpNothingSeemsToWaitForEver() {
        write(2);
        node.round();
        sql("update audit_leaf set tx = cast(cast(cast(tx as text) as bigint) + 1000000000 as text)::xid8");
        sql("update audit_tree set tx = cast(cast(cast(tx as text) as bigint) + 1000000000 as text)::xid8");
        write(1);
        node.round();
        clock.advance(Duration.ofHours(1));
        node.get(AuditMeasures.class).refresh();
        assertThat(node.gauge("rabta.audit.waiting.seconds")).isZero();
        assertThat(node.gauge("rabta.audit.ahead")).isZero();

        write(1);
        clock.advance(Duration.ofMinutes(2));
        node.get(AuditMeasures.class).refresh();
        assertThat(node.gauge("rabta.audit.waiting.seconds")).as("what is new waits").isEqualTo(120);

        UUID moved = write("deed");
        jdbc.sql("update audit_leaf set tx = '9000000000000000000' where id = :id").param("id", moved).update();
        clock.advance(Duration.ofMinutes(10));
        node.get(AuditMeasures.class).refresh();
        assertThat(node.gauge("rabta.audit.ahead")).as("among those of the dump").isOne();
    }
}
