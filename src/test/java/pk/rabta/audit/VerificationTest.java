package pk.rabta.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pk.rabta.audit.Finding.Kind;

/** What somebody changed in the database is named. */
class VerificationTest extends LogCase {

    private List<UUID> ids;

    @BeforeEach
    void aLog() {
        write(11);
        node.round();
        write(8);
        node.round();
        ids = numbered();
        assertThat(findings()).as("untouched").isEmpty();
    }

    private void changes(String statement) {
        assertThat(jdbc.sql(statement).param("id", ids.get(6)).update()).isPositive();
    }

    private void changed(int index, String... differs) {
        assertThat(findings()).filteredOn(it -> it.kind() == Kind.CHANGED).singleElement().satisfies(found -> {
            assertThat(found.leafId()).isEqualTo(ids.get(index));
            assertThat(found.from()).isEqualTo(index);
            assertThat(found.differs()).containsExactly(differs);
        });
    }

    @Test
    void aByteOfTheDetail() {
        changes("update audit_leaf set detail = replace(detail::text, 'CONSENT', 'DONSENT')::jsonb where id = :id");
        changed(6, "content");
        assertThat(findings()).hasSize(1);
    }

    @Test
    void anyOtherColumn() {
        for (String set : List.of("type = 'x'", "actor = 'x'", "subject = 'x'", "subject = null", "referral_id = 'x'",
                "recorded_at = recorded_at + interval '1 microsecond'", "detail = detail || '{\"m\": 1}'", "detail = detail - 'n'")) {
            List<String> before = jdbc.sql("select to_jsonb(l)::text from audit_leaf l where id = :id")
                    .param("id", ids.get(6)).query(String.class).list();
            changes("update audit_leaf set " + set + " where id = :id");
            changed(6, "content");
            changes("delete from audit_leaf where id = :id");
            jdbc.sql("insert into audit_leaf select * from jsonb_populate_record(null::audit_leaf, cast(:row as jsonb))")
                    .param("row", before.getFirst()).update();
            assertThat(findings()).as("put back after " + set).isEmpty();
        }
    }

    @Test
    void aByteOfTheWrittenHash() {
        changes("update audit_leaf set leaf_hash = set_byte(leaf_hash, 9, get_byte(leaf_hash, 9) # 1) where id = :id");
        changed(6, "leaf_hash");
    }

    @Test
    void aByteOfTheNumberedHash() {
        changes("update audit_entry set hash = set_byte(hash, 9, get_byte(hash, 9) # 1) where leaf_id = :id");
        changed(6, "entry");
        assertThat(findings()).anyMatch(it -> it.kind() == Kind.NODE && it.from() == 6 && it.to() == 7);
    }

    @Test
    void aLeafThatWasChangedBeforeItWasNumbered() {
        UUID late = write("late");
        assertThat(jdbc.sql("update audit_leaf set actor = 'nobody' where id = :id").param("id", late).update()).isOne();
        node.round();
        ids = numbered();
        changed(19, "content");
    }

    @Test
    void aDeletedLeaf() {
        changes("delete from audit_leaf where id = :id");
        assertThat(findings()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Kind.MISSING);
            assertThat(found.leafId()).isEqualTo(ids.get(6));
            assertThat(found.from()).isEqualTo(6);
        });
    }

    @Test
    void aDeletedNumber() {
        changes("delete from audit_entry where leaf_id = :id");
        assertThat(findings()).anyMatch(it -> it.kind() == Kind.MISSING && it.from() == 6)
                .anyMatch(it -> it.kind() == Kind.ADDED && ids.get(6).equals(it.leafId()));
    }

    @Test
    void numbersBeyondTheEnd() {
        sql("insert into audit_entry select 1000 + n, gen_random_uuid(), 'x' from generate_series(1, 150) n");
        assertThat(findings()).hasSize(100).allMatch(it -> it.kind() == Kind.ADDED);
    }

    @Test
    void anotherOrder() {
        sql("create table kept as select * from audit_entry where leaf_index in (6, 9)");
        sql("delete from audit_entry where leaf_index in (6, 9)");
        sql("insert into audit_entry select 15 - leaf_index, leaf_id, hash from kept");
        assertThat(findings()).filteredOn(it -> it.kind() == Kind.NODE).anyMatch(it -> it.from() == 6 && it.to() == 7)
                .anyMatch(it -> it.from() == 8 && it.to() == 9);
    }

    @Test
    void anotherOrderOfTheLeavesOnly() {
        sql("create table kept as select * from audit_entry where leaf_index in (6, 9)");
        sql("delete from audit_entry where leaf_index in (6, 9)");
        sql("insert into audit_entry select a.leaf_index, b.leaf_id, a.hash from kept a join kept b on a.leaf_id <> b.leaf_id");
        assertThat(findings()).filteredOn(it -> it.kind() == Kind.CHANGED).extracting(Finding::leafId)
                .containsExactlyInAnyOrder(ids.get(6), ids.get(9));
    }

    @Test
    void aRewrittenNode() {
        sql("update audit_node set hash = set_byte(hash, 0, get_byte(hash, 0) # 1) where level = 2 and node_index = 1");
        assertThat(findings()).anyMatch(it -> it.kind() == Kind.NODE && it.from() == 4 && it.to() == 7);
        sql("delete from audit_node where level = 2 and node_index = 1");
        assertThat(findings()).anyMatch(it -> it.kind() == Kind.NODE && it.from() == 4 && it.to() == 7);
    }

    @Test
    void aLeafAmongTheOthers() {
        jdbc.sql("insert into audit_leaf (id, type, actor, detail, recorded_at, tx) select gen_random_uuid(), 'added', 'hub',"
                + " '{}', recorded_at, tx from audit_leaf where id = :id").param("id", ids.get(6)).update();
        UUID added = jdbc.sql("select id from audit_leaf where type = 'added'").query(UUID.class).single();
        node.round();
        assertThat(findings()).anyMatch(it -> it.kind() == Kind.FORGED && added.equals(it.leafId()));
    }

    @Test
    void aTreeThatWasMadeAnew() {
        changes("update audit_leaf set actor = 'nobody', leaf_hash = null where id = :id");
        sql("delete from audit_entry");
        sql("delete from audit_node");
        sql("update audit_tree set size = 0, tx = '0', leaf_id = '00000000-0000-0000-0000-000000000000'");
        node.round();
        assertThat(findings()).anyMatch(it -> it.kind() == Kind.CHECKPOINT);
        assertThat(node.conflict()).isEqualTo(1);
    }

    @Test
    void pagesSeeTogetherWhatOneLookSees() {
        changes("update audit_leaf set actor = 'nobody' where id = :id");
        Verification verification = node.get(Verification.class);
        for (int page = 0; page < 19; page += 5) {
            assertThat(verification.verify(page, 5).findings()).hasSize(page == 5 ? 1 : 0);
        }
    }
}
