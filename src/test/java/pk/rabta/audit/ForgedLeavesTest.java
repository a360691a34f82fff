package pk.rabta.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pk.rabta.audit.Finding.Kind;
import pk.rabta.audit.merkle.Leaf;

/** Leaves that somebody with the database's password wrote, or changed before they had a number. */
class ForgedLeavesTest extends LogCase {

    @BeforeEach
    void aLog() {
        write(3);
        node.round();
    }

    private double refused() {
        return node.get(MeterRegistry.class).get("rabta.audit.refused").counter().count();
    }

    private void forgedIsOnly(UUID id) {
        assertThat(findings()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Kind.FORGED);
            assertThat(found.leafId()).isEqualTo(id);
        });
    }

    private void bare(Leaf leaf) {
        node.insert(jdbc, leaf, null);
    }

    @Test
    void oneThatTheHubDidNotWriteGetsNoNumber_andHoldsNothingUp() {
        Leaf forged = leaf("disclosure", "{}");
        bare(forged);
        write(2);
        node.round();
        assertThat(size()).isEqualTo(5);
        assertThat(numbered()).doesNotContain(forged.id());
        assertThat(refused()).isOne();
        forgedIsOnly(forged.id());
    }

    @Test
    void oneWithTheMarkOfAnotherGetsNone() {
        Leaf forged = leaf("disclosure", "{}");
        node.insert(jdbc, forged, jdbc.sql("select mark from audit_leaf limit 1").query(byte[].class).single());
        node.round();
        assertThat(size()).isEqualTo(3);
        forgedIsOnly(forged.id());
    }

    @Test
    void oneThatLostItsHashBeforeItWasNumberedGetsNone() {
        UUID changed = write("deed");
        jdbc.sql("update audit_leaf set leaf_hash = null, actor = 'nobody' where id = :id").param("id", changed).update();
        node.round();
        assertThat(size()).isEqualTo(3);
        forgedIsOnly(changed);
    }

    @Test
    void oneThatIsToWaitForEverIsFound() {
        UUID moved = write("deed");
        jdbc.sql("update audit_leaf set tx = '9000000000000000000' where id = :id").param("id", moved).update();
        write(1);
        node.get(Sequencer.class).run();
        forgedIsOnly(moved);
        node.get(AuditMeasures.class).refresh();
        assertThat(node.gauge("rabta.audit.ahead")).isOne();
    }

    @Test
    void oneThatWasNumberedByHandIsFound() {
        write(1);
        node.round();
        Leaf forged = leaf("disclosure", "{}");
        bare(forged);
        jdbc.sql("insert into audit_entry values (4, :id, :hash)").param("id", forged.id()).param("hash", forged.hash())
                .update();
        jdbc.sql("update audit_tree set size = 5, leaf_id = :id, tx = (select tx from audit_leaf where id = :id)")
                .param("id", forged.id()).update();
        forgedIsOnly(forged.id());
    }

    /** As of a hub that was there before marks were. */
    @Test
    void earlierOnesHaveNone_untilTheLogSaysThatAllHave() {
        sql("update audit_tree set unmarked = true");
        Leaf earlier = leaf("deed", "{}");
        bare(earlier);
        node.round();
        node.round();
        assertThat(numbered()).contains(earlier.id());
        assertThat(jdbc.sql("select type from audit_leaf where id = :id").param("id", numbered().getLast())
                .query(String.class).single()).isEqualTo("audit.marked");
        assertThat(node.get(Verification.class).verify(0, 100).unmarked()).isOne();
        assertThat(findings()).isEmpty();

        Leaf later = leaf("deed", "{}");
        bare(later);
        node.round();
        forgedIsOnly(later.id());
    }

    @Test
    void whoMakesTheHubBelieveInEarlierOnesAgainIsFound() {
        sql("update audit_tree set unmarked = true");
        node.round();
        node.round();
        UUID first = numbered().getLast();
        sql("update audit_tree set marked_by = null");
        bare(leaf("deed", "{}"));
        node.round();
        node.round();
        forgedIsOnly(first);
    }

    /** Nor does it help to name a leaf that is not there, or another one: then nothing without a mark counts. */
    @Test
    void whoNamesAnotherLeafAsTheBeginningGetsNothingNumbered() {
        for (String named : List.of(UUID.randomUUID().toString(), numbered().getFirst().toString())) {
            sql("update audit_tree set unmarked = true, marked_by = '" + named + "'");
            Leaf forged = leaf("disclosure", "{}");
            bare(forged);
            node.round();
            assertThat(numbered()).doesNotContain(forged.id());
        }
        assertThat(findings()).hasSize(2).allMatch(it -> it.kind() == Kind.FORGED);
    }

    /** After a restore from a dump, leaves are taken wherever they stand. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyOfThemHoldNothingUpAfterARestoreEither() {
        sql("update audit_tree set tx = '9000000000000000000'");
        sql("insert into audit_leaf (id, type, actor, detail, recorded_at) select gen_random_uuid(), 'forged', 'hub', '{}',"
                + " now() from generate_series(1, 1200)");
        write(2);
        node.round();
        assertThat(size()).isEqualTo(5);
    }

    @Test
    void aSlipIsRefusedByTheDatabase() {
        sql("alter table audit_leaf enable trigger audit_leaf_stays");
        assertThatThrownBy(() -> sql("update audit_leaf set actor = 'nobody'")).hasMessageContaining("audit.md");
        assertThatThrownBy(() -> sql("delete from audit_leaf")).hasMessageContaining("audit.md");
        assertThatThrownBy(() -> sql("truncate audit_leaf")).hasMessageContaining("audit.md");
        assertThat(findings()).isEmpty();
    }
}
