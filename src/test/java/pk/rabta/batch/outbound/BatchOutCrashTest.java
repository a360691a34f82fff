package pk.rabta.batch.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.Test;
import pk.rabta.batch.CrashTestBase;
import pk.rabta.batch.file.Spool;
import pk.rabta.delivery.Dispatch;

/** Stops between the steps of src/docs/crash-table-batch.md, O3 to O10, and goes on with new services. */
class BatchOutCrashTest extends CrashTestBase {

    private static final long EPOCH = 3;

    private boolean sendingFails;

    private BatchOut hub(Instant time) {
        OutRows rows = rows();
        Spool spool = new Spool(jdbc, vault);
        SentRows sent = new SentRows(null, null) {
            @Override
            void note(List<OutRow> noted) {
                noted.forEach(row -> jdbc.sql("update delivery set state = 'SENT' where id = :id")
                        .param("id", row.deliveryId()).update());
                if (sendingFails) {
                    throw new IllegalStateException("the process ends here");
                }
            }

            @Override
            void takenBack(List<OutRow> lapsed) {
                lapsed.forEach(row -> jdbc.sql("update delivery set state = 'DUE' where id = :id")
                        .param("id", row.deliveryId()).update());
            }
        };
        return new BatchOut(jdbc, rows, new ListBuilder(spool, rows, json), spool, layouts, sent, transaction,
                at(time));
    }

    private OutRows rows() {
        return new OutRows(jdbc, rowVault);
    }

    /** A claimed delivery with its row, as after the route's step {@code batchOut.add}. */
    private UUID claimed(String name) {
        UUID id = UUID.randomUUID();
        UUID attempt = UUID.randomUUID();
        jdbc.sql("""
                insert into delivery (id, message_id, queue, destination, order_group, priority, kind, message, state,
                  due_at, attempt_id, lease_until, created_at, updated_at)
                values (:id, :message, 'zakat-pb', 'zakat-pb', :id, 5, 'request', 'request', 'SENDING', :now, :attempt,
                  :lease, :now, :now)""")
                .param("id", id).param("message", "MSG-" + id).param("attempt", attempt)
                .param("now", Timestamp.from(NOW)).param("lease", Timestamp.from(NOW.plus(Duration.ofMinutes(5))))
                        .update();
        ObjectNode row = json.createObjectNode().put("district", "PK617").put("ref", "REF-" + name);
        rows().add(new Dispatch(id, attempt, 1, "MSG-" + id, PARTNER, null, "request", "request", "", null, "list"),
                "list", "PK617", row, NOW);
        return id;
    }

    private OutFile sealedList() {
        Instant quiet = NOW.plusSeconds(60);
        hub(quiet).seal(PARTNER);
        return hub(quiet).sealed(PARTNER, EPOCH).getFirst();
    }

    private String text(OutFile file) throws IOException {
        try (InputStream in = hub(NOW).open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static GenericFile<Object> remote(String name) {
        GenericFile<Object> file = new GenericFile<>();
        file.setFileNameOnly(name);
        return file;
    }

    @Test
    void seal_shouldWaitUntilNoRowIsAdded() {
        claimed("A");
        hub(NOW.plusSeconds(1)).seal(PARTNER);
        assertThat(hub(NOW.plusSeconds(1)).sealed(PARTNER, EPOCH)).isEmpty();
        assertThat(sealedList().name()).isEqualTo("ZKT_PB_LIST_PK617_20260301_0001.csv");
    }

    @Test
    void rowsWhoseLeaseEnded_shouldComeIntoNoList() {
        claimed("A");
        hub(NOW.plus(Duration.ofMinutes(6))).seal(PARTNER);
        assertThat(one("select count(*) from batch_file")).isEqualTo("0");
        assertThat(one("select count(*) from batch_pending")).isEqualTo("0");
    }

    @Test
    void sealedList_shouldBeUploadedAgainAfterACrash() throws IOException {
        claimed("A");
        claimed("B");
        String before = text(sealedList());
        OutFile again = hub(NOW.plusSeconds(90)).sealed(PARTNER, EPOCH).getFirst();
        assertThat(text(again)).isEqualTo(before).contains("\"PK617\",\"2026-03-01\",\"2\"", "\"REF-A\"", "\"REF-B\"");
        assertThat(again.temporary()).isEqualTo(again.name() + ".part3");
    }

    @Test
    void uploadedAndSent_shouldCommitTogether() {
        UUID delivery = claimed("A");
        OutFile list = sealedList();
        sendingFails = true;
        assertThatThrownBy(() -> hub(NOW.plusSeconds(70)).uploaded(list)).hasMessage("the process ends here");
        assertThat(one("select state from batch_file")).isEqualTo("SEALED");
        assertThat(state(delivery)).isEqualTo("SENDING");
        sendingFails = false;
        hub(NOW.plusSeconds(80)).uploaded(list);
        assertThat(one("select state from batch_file")).isEqualTo("UPLOADED");
        assertThat(state(delivery)).isEqualTo("SENT");
    }

    @Test
    void uploadedList_shouldBeRenamedOrBeDone() {
        claimed("A");
        OutFile list = sealedList();
        hub(NOW.plusSeconds(70)).uploaded(list);
        assertThat(hub(NOW.plusSeconds(80)).sealed(PARTNER, EPOCH)).isEmpty();
        assertThat(hub(NOW.plusSeconds(80)).unnamed(PARTNER)).containsExactly(list);
        assertThat(new UploadedLists<Object>(jdbc).accept(remote(list.temporary()))).isTrue();
        assertThat(new UploadedLists<Object>(jdbc).accept(remote(list.name() + ".part2"))).as("of a node that stalled")
                .isFalse();
        hub(NOW.plusSeconds(90)).renamed(List.of(list));
        assertThat(one("select state from batch_file")).isEqualTo("RENAMED");
        assertThat(hub(NOW.plusSeconds(90)).unnamed(PARTNER)).isEmpty();
    }

    @Test
    void rowVoidedBeforeTheUpload_shouldLeaveTheList() throws IOException {
        claimed("A");
        UUID withdrawn = claimed("B");
        OutFile list = sealedList();
        jdbc.sql("update delivery set state = 'VOIDED' where id = :id").param("id", withdrawn).update();
        OutFile built = hub(NOW.plusSeconds(70)).sealed(PARTNER, EPOCH).getFirst();
        assertThat(built).isEqualTo(list);
        assertThat(text(built)).contains("\"REF-A\"", "\"2026-03-01\",\"1\"").doesNotContain("REF-B");
        hub(NOW.plusSeconds(75)).uploaded(built);
        assertThat(state(withdrawn)).isEqualTo("VOIDED");
    }

    @Test
    void rowVoidedDuringTheUpload_shouldKeepTheListFromItsName() {
        UUID delivery = claimed("A");
        OutFile list = sealedList();
        jdbc.sql("update delivery set attempt_id = :other where id = :id").param("other", UUID.randomUUID())
                .param("id", delivery).update();
        assertThatThrownBy(() -> hub(NOW.plusSeconds(70)).uploaded(list))
                .hasMessageContaining("changed while it was uploaded");
        assertThat(hub(NOW.plusSeconds(75)).sealed(PARTNER, EPOCH)).isEmpty();
        assertThat(one("select state from batch_file")).isEqualTo("DROPPED");
    }

    @Test
    void secondListOfTheDay_shouldHaveTheNextNumber() {
        claimed("A");
        sealedList();
        claimed("B");
        hub(NOW.plusSeconds(60)).seal(PARTNER);
        assertThat(hub(NOW.plusSeconds(60)).sealed(PARTNER, EPOCH)).extracting(OutFile::name)
                .containsExactly("ZKT_PB_LIST_PK617_20260301_0001.csv", "ZKT_PB_LIST_PK617_20260301_0002.csv");
    }

    private String state(UUID delivery) {
        return jdbc.sql("select state from delivery where id = :id").param("id", delivery).query(String.class).single();
    }
}
