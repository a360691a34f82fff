package pk.rabta.batch.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Stops after an upload was begun and before it was noted: src/docs/crash-table-batch.md, O5, O12, O14 to O17. */
class BegunUploadCrashTest extends OutCrashBase {

    private StaleFiles stale(Instant time) {
        return new StaleFiles(jdbc, nobodyPaused(), transaction, at(time));
    }

    private boolean deletes(String name) {
        Exchange found = new DefaultExchange(new DefaultCamelContext());
        found.getMessage().setHeader(Exchange.FILE_NAME, name);
        return stale(NOW).accept(found, PARTNER);
    }

    @Test
    void rowThatMustNotGoAfterTheUploadBegan_shouldHaveTheListMadeAnewAndItsFileDeleted() throws IOException {
        claimed("A");
        UUID withdrawn = claimed("B");
        OutFile list = begunList();
        jdbc.sql("update delivery set attempt_id = :other where id = :id").param("other", UUID.randomUUID())
                .param("id", withdrawn).update();
        assertThatThrownBy(() -> hub(NOW.plusSeconds(70)).uploaded(list))
                .hasMessageContaining("changed while it was uploaded");
        assertThat(deletes(list.temporary())).as("while it may still be right").isFalse();
        OutFile anew = hub(NOW.plusSeconds(75)).sealed(PARTNER, EPOCH).getFirst();
        assertThat(anew.name()).isEqualTo("ZKT_PB_LIST_PK617_20260301_0002.csv");
        assertThat(text(anew)).contains("\"REF-A\"", "\"2026-03-01\",\"1\"").doesNotContain("REF-B");
        assertThat(one("select string_agg(state, ' ' order by name) from batch_file")).isEqualTo("DROPPED UPLOADING");
        assertThat(one("select count(*) from batch_row where state = 'STRUCK' and content is null")).isEqualTo("2");
        assertThat(deletes(list.temporary())).isTrue();
        assertThat(deletes(list.name() + ".part2")).as("what a node before us left").isTrue();
        hub(NOW.plusSeconds(80)).begin(anew);
        hub(NOW.plusSeconds(85)).uploaded(anew);
        assertThat(deletes(anew.temporary())).isFalse();
        assertThat(deletes("OTHER_LIST_PK617_20260301_0001.csv.part3")).isFalse();
    }

    @Test
    void listThatAnotherNodeBegan_shouldBeUploadedAgainAndTheOtherFileDeleted() {
        claimed("A");
        OutFile list = begunList();
        OutFile again = hub(NOW.plusSeconds(70)).sealed(PARTNER, EPOCH + 1).getFirst();
        assertThat(stale(NOW).due(PARTNER)).isFalse();
        hub(NOW.plusSeconds(70)).begin(again);
        assertThat(again.name()).isEqualTo(list.name());
        assertThat(stale(NOW).due(PARTNER)).isTrue();
        assertThat(deletes(list.temporary())).isTrue();
        assertThat(deletes(again.temporary())).isFalse();
        assertThatThrownBy(() -> hub(NOW.plusSeconds(75)).uploaded(list)).as("the late node's note")
                .hasMessageContaining("changed while it was uploaded");
        hub(NOW.plusSeconds(75)).uploaded(again);
        assertThat(deletes(again.temporary())).isFalse();
        stale(NOW.plusSeconds(80)).gone(PARTNER);
        assertThat(stale(NOW).due(PARTNER)).as("a node that stalled may still write it").isTrue();
        stale(NOW.plusSeconds(70).plus(Duration.ofMinutes(10))).gone(PARTNER);
        assertThat(stale(NOW).due(PARTNER)).isFalse();
    }

    @Test
    void listThatAnEarlierVersionSealed_shouldHaveTheFileDeletedThatItMayHaveBegun() {
        claimed("A");
        OutFile list = sealedList();
        jdbc.sql("update batch_file set state = 'UPLOADING', stale_at = updated_at where id = :id").param("id", list.id())
                .update();
        assertThat(deletes(list.name() + ".part2")).isTrue();
        OutFile again = hub(NOW.plusSeconds(70)).sealed(PARTNER, EPOCH).getFirst();
        hub(NOW.plusSeconds(70)).begin(again);
        assertThat(deletes(list.name() + ".part2")).isTrue();
        assertThat(deletes(again.temporary())).isFalse();
    }
}
