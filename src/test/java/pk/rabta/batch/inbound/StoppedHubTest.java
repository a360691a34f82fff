package pk.rabta.batch.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.Test;

/** A hub that is told to end does not first finish what may be a million rows. */
class StoppedHubTest extends InCrashBase {

    private static final String NEXT = "ZKT_PB_ISTEHQAQ_PK617_20260320_0002.csv";

    private final String files = "select string_agg(state || ' ' || next_row, ', ' order by name) from batch_file";

    @Test
    void aChunkIsFinishedAndNoOtherBegun_andTheNextHubGoesOn() {
        receive(NAME, file(350));
        receive(NEXT, file(2));
        Chunks chunks = chunks();
        before = row -> {
            if (row == 150) {
                chunks.stop();
            }
        };
        hub(chunks, at(NOW)).process(PARTNER);
        assertThat(one(files)).isEqualTo("APPLYING 201, SPOOLED 1");
        assertThat(one("select count(*) from batch_row")).isEqualTo("200");
        hub().process(PARTNER);
        assertThat(one(files)).isEqualTo("APPLIED 351, APPLIED 3");
        assertThat(one("select string_agg(good_rows || ' ' || same_rows, ', ' order by name) from batch_file"))
                .isEqualTo("350 0, 2 0");
    }

    @Test
    void aFileThatIsBeingCheckedIsCheckedAgain() {
        receive(NAME, file(3));
        Chunks chunks = chunks();
        when(vault.open(any(), anyString(), anyString(), any())).thenAnswer(call -> {
            chunks.stop();
            return call.getArgument(3);
        });
        hub(chunks, at(NOW)).process(PARTNER);
        assertThat(one(files)).isEqualTo("SPOOLED 1");
        hub().process(PARTNER);
        assertThat(one(files)).isEqualTo("APPLIED 4");
    }
}
