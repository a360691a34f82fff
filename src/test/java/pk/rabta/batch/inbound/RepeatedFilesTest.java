package pk.rabta.batch.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import pk.rabta.batch.BatchFixtures;
import pk.rabta.batch.receipt.Reply;
import pk.rabta.sandbox.zakat.ReturnFile;

/** The same bytes once more, under the same name or another. */
class RepeatedFilesTest extends InCrashBase {

    /** A browser's copy, or a slip that the clerk mends before the hub has looked at the first. */
    @Test
    void theSameUnderAWrongNameFirst_shouldNotHinderTheRightOne() throws IOException {
        byte[] content = file(3);
        receive(NAME.replace(".csv", " (1).csv"), content);
        receive(NAME.replace("ISTEHQAQ", "PAYMENTS"), content);
        receive(NAME, content);
        receive(NAME.replace(".csv", ".errors.csv"), content);
        receive(NAME, content);
        hub().process(PARTNER);
        assertThat(jdbc.sql("select state || ' ' || good_rows || ' ' || same_rows || ' ' || bad_rows from batch_file"
                + " order by created_at, id").query(String.class).list())
                .containsExactly("REFUSED 0 0 0", "APPLIED 0 0 3", "APPLIED 3 0 0", "APPLIED 0 3 0");
        assertThat(one("select string_agg(repeated::text, ' ' order by id) from batch_arrival"))
                .isEqualTo("false false false false true");
        assertThat(one("select problem ->> 'code' from batch_file where state = 'REFUSED'")).isEqualTo("file.name-unknown");
        assertThat(one("select count(distinct file_id) from batch_chunk")).as("kept").isEqualTo("3");
    }

    @Test
    void repeatedFileThatIsRefused_shouldBeToldSo() throws IOException {
        byte[] content = new ReturnFile("istehqaq", "PK617", "2026-03-20").row(BatchFixtures.REF, "", "", "", "", "",
                "REFUSED", "QUOTA_FULL").bytesWithCount(9);
        receive(NAME, content);
        receive(NAME, content);
        hub().process(PARTNER);
        for (Reply reply : receipts().due(PARTNER)) {
            assertThat(new String(receipts().open(reply).readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"REFUSED\"", "file.totals-count");
        }
    }
}
