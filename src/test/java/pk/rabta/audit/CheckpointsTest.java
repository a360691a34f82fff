package pk.rabta.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pk.rabta.audit.merkle.SignedNote;
import pk.rabta.settings.WrongSettingsException;

/** Checkpoints in the database and outside of it. */
class CheckpointsTest extends LogCase {

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(outside)) {
            return files.findFirst().orElseThrow();
        }
    }

    private List<String> notes() throws IOException {
        return SignedNote.split(Files.readString(file()));
    }

    private long kept() {
        return jdbc.sql("select count(*) from audit_checkpoint").query(Long.class).single();
    }

    @Test
    void areMadeWhereSomethingIsNew_andKeptOutside() throws IOException {
        node.round();
        assertThat(kept()).isZero();
        write(3);
        node.round();
        node.round();
        write(1);
        node.round();
        assertThat(kept()).isEqualTo(2);
        assertThat(notes()).hasSize(2).containsExactlyElementsOf(
                jdbc.sql("select note from audit_checkpoint order by size").query(String.class).list());
        assertThat(node.get(CheckpointKey.class).open(notes().getLast()).root())
                .isEqualTo(node.get(TreeRows.class).root(4));
    }

    /** Wherever the crash came; a note that only lacks the line behind it is whole. */
    @Test
    void aTornNoteIsPassedOver() throws IOException {
        write(1);
        node.round();
        String note = notes().getFirst();
        int whole = 1;
        for (int cut = 1; cut <= note.length(); cut += cut < note.length() - 3 ? 9 : 1) {
            Files.writeString(file(), note.substring(0, cut), StandardOpenOption.APPEND);
            write(1);
            node.round();
            whole += cut == note.length() ? 2 : 1;
            assertThat(notes()).as("cut at %s", cut).hasSize(whole);
            assertThat(node.conflict()).isZero();
        }
        assertThat(node.get(OutsideCopy.class).size()).isEqualTo(jdbc.sql("select max(size) from audit_checkpoint")
                .query(Long.class).single());
    }

    @Test
    void aDatabaseThatLostLeavesIsFound_andGetsNoFurtherCheckpoint() throws IOException {
        write(5);
        node.round();
        sql("delete from audit_checkpoint");
        sql("delete from audit_entry where leaf_index = 4");
        sql("update audit_tree set size = 4");
        node.get(Checkpoints.class).make();
        assertThat(kept()).isZero();
        assertThat(node.conflict()).isEqualTo(1);
        assertThat(findings()).anyMatch(it -> it.kind() == Finding.Kind.CHECKPOINT && it.text().contains("holds only 4"));
        assertThat(notes()).hasSize(1);
    }

    @Test
    void aDatabaseThatWasRewrittenIsFound_alsoAtTheStart() {
        write(5);
        node.round();
        sql("delete from audit_checkpoint");
        sql("update audit_leaf set leaf_hash = null, actor = 'nobody'");
        sql("delete from audit_entry");
        sql("delete from audit_node");
        sql("update audit_tree set size = 0, tx = '0', leaf_id = '00000000-0000-0000-0000-000000000000'");
        try (LogNode started = another(outside)) {
            started.sequence();
            started.get(Checkpoints.class).copy();
            assertThat(started.conflict()).isEqualTo(1);
            started.get(Checkpoints.class).make();
            assertThat(kept()).isZero();
        }
    }

    @Test
    void anotherHubsCheckpointIsFound(@TempDir Path other) throws IOException {
        write(2);
        node.round();
        Files.writeString(file(), Files.readString(file()).replace("rabta/audit\n", "other/audit\n"));
        node.get(Checkpoints.class).copy();
        assertThat(node.conflict()).isEqualTo(1);
    }

    @Test
    void aFolderThatCannotBeWrittenStopsTheStart() throws IOException {
        Path noFolder = Files.writeString(outside.resolve("a-file"), "");
        assertThatThrownBy(() -> another(noFolder)).hasRootCauseInstanceOf(IOException.class)
                .hasStackTraceContaining(WrongSettingsException.class.getName())
                .hasStackTraceContaining("rabta.audit.directory");
    }

    @Test
    void aNegativeTimeBetweenCheckpointsStopsTheStartWithItsKey() {
        assertThatThrownBy(() -> new AuditSettings("rabta/audit", null, Duration.ofSeconds(-1)))
                .hasMessageContaining("rabta.audit.checkpoint");
    }
}
