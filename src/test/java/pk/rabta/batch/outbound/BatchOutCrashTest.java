package pk.rabta.batch.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.Test;
import pk.rabta.batch.BatchFixtures;
import pk.rabta.batch.layout.BatchLayout;

/** Stops between the steps of src/docs/crash-table-batch.md, O3 to O10, and goes on with new services. */
class BatchOutCrashTest extends OutCrashBase {

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
    void rowsForManyLists_shouldBeSealedInOneRound() {
        Map<String, String> options = new TreeMap<>(BatchFixtures.zakatOptions());
        options.put("rows-per-file", "2");
        when(layouts.of(PARTNER)).thenReturn(new BatchLayout(PARTNER, options));
        for (int n = 0; n < 5; n++) {
            claimed("R" + n);
        }
        hub(NOW.plusSeconds(1)).seal(PARTNER);
        String sizes = "select string_agg(row_count::text, ' ' order by name) from batch_file";
        assertThat(one(sizes)).as("full ones").isEqualTo("2 2");
        hub(NOW.plusSeconds(60)).seal(PARTNER);
        assertThat(one(sizes)).isEqualTo("2 2 1");
        assertThat(one("select count(*) from batch_pending")).isEqualTo("0");
    }

    /** A backlog for many districts fills no list of any before the leases of its first rows end. */
    @Test
    void rowsThatComeWithoutAPause_shouldBeSealedWhileTheirLeasesLast() {
        claimed("A");
        UUID last = claimed("B");
        comes(last, NOW.plusSeconds(110));
        hub(NOW.plusSeconds(115)).seal(PARTNER);
        assertThat(one("select count(*) from batch_file")).isEqualTo("0");
        comes(last, NOW.plusSeconds(170));
        hub(NOW.plusSeconds(175)).seal(PARTNER);
        assertThat(one("select row_count from batch_file where state = 'SEALED'")).isEqualTo("2");
    }

    private void comes(UUID delivery, Instant at) {
        jdbc.sql("update batch_pending set added_at = :at where delivery_id = :id").param("at", Timestamp.from(at))
                .param("id", delivery).update();
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
        OutFile list = begunList();
        sendingFails = true;
        assertThatThrownBy(() -> hub(NOW.plusSeconds(70)).uploaded(list)).hasMessage("the process ends here");
        assertThat(one("select state from batch_file")).isEqualTo("UPLOADING");
        assertThat(state(delivery)).isEqualTo("SENDING");
        sendingFails = false;
        hub(NOW.plusSeconds(80)).uploaded(list);
        assertThat(one("select state from batch_file")).isEqualTo("UPLOADED");
        assertThat(state(delivery)).isEqualTo("SENT");
    }

    @Test
    void uploadedList_shouldBeRenamedOrBeDone() {
        claimed("A");
        OutFile list = begunList();
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
        hub(NOW.plusSeconds(75)).begin(built);
        hub(NOW.plusSeconds(75)).uploaded(built);
        assertThat(state(withdrawn)).isEqualTo("VOIDED");
    }

    @Test
    void rowVoidedBetweenTheLookAndTheUpload_shouldKeepTheUploadFromBeginning() {
        UUID delivery = claimed("A");
        OutFile list = sealedList();
        jdbc.sql("update delivery set state = 'VOIDED' where id = :id").param("id", delivery).update();
        assertThatThrownBy(() -> hub(NOW.plusSeconds(70)).begin(list)).hasMessageContaining("changed before its upload");
        assertThat(one("select state from batch_file")).isEqualTo("SEALED");
        assertThat(hub(NOW.plusSeconds(75)).sealed(PARTNER, EPOCH)).isEmpty();
        assertThat(one("select state from batch_file")).isEqualTo("DROPPED");
        assertThat(one("select count(*) from batch_file where stale_at is not null")).isEqualTo("0");
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

    /** After a restore: the first two of this day are at the partner, and the state that came back knows of one. */
    @Test
    void listAfterARestore_shouldHaveANameThatThePartnerNeverSaw() {
        claimed("A");
        sealedList();
        firstNumber = 500;
        claimed("B");
        hub(NOW.plusSeconds(60)).seal(PARTNER);
        assertThat(hub(NOW.plusSeconds(60)).sealed(PARTNER, EPOCH)).extracting(OutFile::name)
                .containsExactly("ZKT_PB_LIST_PK617_20260301_0001.csv", "ZKT_PB_LIST_PK617_20260301_0500.csv");
        firstNumber = 1;                         // taken out too early, or a node that lacks it
        claimed("C");
        hub(NOW.plusSeconds(120)).seal(PARTNER);
        assertThat(hub(NOW.plusSeconds(120)).sealed(PARTNER, EPOCH)).extracting(OutFile::name)
                .contains("ZKT_PB_LIST_PK617_20260301_0501.csv");
    }
}
