package pk.rabta.batch.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.batch.BatchFixtures;
import pk.rabta.batch.file.Spool;
import pk.rabta.batch.receipt.Reply;
import pk.rabta.sandbox.zakat.ReturnFile;

/** The same bytes once more, under the same name or another. */
class RepeatedFilesTest extends InCrashBase {

    private int writes;

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
        assertThat(receipts().due(PARTNER)).hasSize(2);
        for (Reply reply : receipts().due(PARTNER)) {
            assertThat(new String(receipts().open(reply).readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"REFUSED\"", "file.totals-count");
        }
    }

    /** Or the hub died before it moved it. */
    @Test
    void fileThatCannotBeMovedAway_shouldBeAnsweredOnce() {
        byte[] content = file(3);
        Instant since = NOW;
        for (int looks = 0; looks < 5; looks++, since = since.plusSeconds(3600)) {
            lies(NAME, content, NOW, since);
            lies("whatever.csv", content, NOW, since);
            lies("whatever.zip", new byte[] {'P', 'K', 5, 6, 0}, NOW, since);
            hub().process(PARTNER);
        }
        assertThat(arrivals()).containsExactly(NAME + " false", "whatever.csv false", "whatever.zip false");
        assertThat(one("select count(*) from batch_file")).isEqualTo("3");
        assertThat(writes).as("nothing of it is written at later looks").isEqualTo(3);
        assertThat(one("select count(*) from batch_chunk")).isEqualTo("1");
    }

    @Test
    void fileThatIsSentAgain_shouldBeAnsweredAgain() {
        byte[] content = file(3);
        lies(NAME, content, NOW, NOW);
        lies(NAME, content, NOW.plusSeconds(60), NOW.plusSeconds(90));
        lies(NAME, content, NOW.plusSeconds(60), NOW.plusSeconds(3691));
        lies(NAME, file(2), NOW.plusSeconds(60), NOW.plusSeconds(3692));
        lies(NAME, content, NOW.plusSeconds(60), NOW.plusSeconds(3693));
        receive(NAME, content);
        assertThat(arrivals()).containsExactly(NAME + " false", NAME + " true", NAME + " true", NAME + " false",
                NAME + " true", NAME + " true");
    }

    @Test
    void fileThatItsTotalsRefuse_shouldBeAnsweredOnceWhileItLies() {
        byte[] content = new ReturnFile("istehqaq", "PK617", "2026-03-20").bytesWithCount(9);
        lies(NAME, content, NOW, NOW);
        hub().process(PARTNER);
        lies(NAME, content, NOW, NOW.plusSeconds(60));
        assertThat(arrivals()).hasSize(1);
        assertThat(one("select string_agg(state, ' ') from batch_file")).isEqualTo("REFUSED");
        lies(NAME, content, NOW.plusSeconds(30), NOW.plusSeconds(90));
        assertThat(arrivals()).as("sent again").hasSize(2);
    }

    /** As by a program that keeps times: the operator has mended what refused it, and asks for it again. */
    @ParameterizedTest
    @ValueSource(strings = {NAME, "whatever.csv"})
    void fileThatWasMovedAndIsSentAgainWithItsTime_shouldBeReadAgain(String name) {
        byte[] content = new ReturnFile("istehqaq", "PK617", "2026-03-20").bytesWithCount(9);
        moved(lies(name, content, NOW, NOW));
        hub().process(PARTNER);
        UUID again = lies(name, content, NOW, NOW.plusSeconds(60));
        assertThat(arrivals()).containsExactly(name + " false", name + " false");
        assertThat(lies(name, content, NOW, NOW.plusSeconds(120))).as("that one cannot be moved").isEqualTo(again);
        moved(again);
        lies(name, content, NOW, NOW.plusSeconds(180));
        assertThat(arrivals()).hasSize(3);
    }

    private void moved(UUID arrival) {
        new InFiles(jdbc, json).moved(arrival);
    }

    @Override
    Spool spool() {
        return new Spool(jdbc, vault) {
            @Override
            public void write(UUID file, InputStream content, long most) throws IOException {
                writes++;
                super.write(file, content, most);
            }
        };
    }

    private UUID lies(String name, byte[] content, Instant changed, Instant now) {
        return hub(at(now)).receive(PARTNER, name, changed, new ByteArrayInputStream(content));
    }

    private List<String> arrivals() {
        return jdbc.sql("select name || ' ' || repeated from batch_arrival order by id").query(String.class).list();
    }
}
