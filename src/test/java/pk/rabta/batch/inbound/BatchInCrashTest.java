package pk.rabta.batch.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import pk.rabta.batch.BatchFixtures;
import pk.rabta.batch.BatchRetention;
import pk.rabta.batch.file.DownloadsTest;
import pk.rabta.batch.layout.BatchLayout;
import pk.rabta.batch.receipt.Reply;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.sandbox.zakat.ReturnFile;

/** Stops between the steps of src/docs/crash-table-batch.md, I1 to I11, and goes on with new services. */
class BatchInCrashTest extends InCrashBase {

    @Test
    void fileThatBreaksOff_shouldLeaveNothing() {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(file(10)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection lost");
            }
        });
        assertThatThrownBy(() -> hub().receive(PARTNER, NAME, null, broken)).hasRootCauseMessage("connection lost");
        verify(faults).brokeOff(eq(PARTNER), any());
        assertThat(one("select count(*) from batch_file")).isEqualTo("0");
        assertThat(one("select count(*) from batch_chunk")).isEqualTo("0");
    }

    /** The feed of events, webhooks and the audit give out only what is older than every open transaction. */
    @Test
    void fileThatComesSlowly_shouldHoldBackNothingOfOthers() {
        byte[] content = file(10);
        InputStream slow = new InputStream() {
            private int next;

            @Override
            public int read() {
                if (next == content.length / 2) {
                    String event = one("select pg_current_xact_id()::text");
                    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(one("select " + event
                            + "::text::xid8 < pg_snapshot_xmin(pg_current_snapshot())")).as("given out").isEqualTo("t"));
                }
                return next < content.length ? content[next++] : -1;
            }
        };
        hub().receive(PARTNER, NAME, null, slow);
        hub().process(PARTNER);
        assertThat(one("select state || ' ' || good_rows from batch_file")).isEqualTo("APPLIED 10");
    }

    @Test
    void fileReadTwice_shouldBeARepeatedArrival() {
        byte[] content = file(3);
        receive(NAME, content);
        receive(NAME, content);
        hub().process(PARTNER);
        assertThat(one("select count(*) from batch_file")).isEqualTo("1");
        assertThat(one("select string_agg(repeated::text, ' ' order by ordinal) from batch_arrival"))
                .isEqualTo("false true");
        assertThat(one("select good_rows from batch_file")).isEqualTo("3");
    }

    @Test
    void crashInsideAChunk_shouldLoseAndDoubleNothing() {
        receive(NAME, file(250));
        end = 150;
        assertThatThrownBy(() -> hub().process(PARTNER)).hasMessage("the process ends here");
        assertThat(one("select state || ' ' || next_row from batch_file")).isEqualTo("APPLYING 101");
        assertThat(one("select count(*) from partner_event")).isEqualTo("100");
        end = 0;
        hub().process(PARTNER);
        assertThat(one("select state || ' ' || next_row || ' ' || good_rows || ' ' || same_rows || ' ' || bad_rows"
                + " from batch_file")).isEqualTo("APPLIED 251 250 0 0");
        assertThat(one("select count(*) from batch_row")).isEqualTo("250");
    }

    @Test
    void fileInTrouble_shouldNotHoldUpTheNext() {
        receive(NAME, file(5));
        receive("ZKT_PB_ISTEHQAQ_PK617_20260320_0002.csv", file(2));
        end = 4;
        assertThatThrownBy(() -> hub().process(PARTNER)).hasMessage("the process ends here");
        assertThat(one("select string_agg(state, ' ' order by name) from batch_file")).isEqualTo("APPLYING APPLIED");
    }

    /** The first file would come after the second: of two about one referral the last has the last word. */
    @Test
    void databaseThatIsAway_shouldEndTheRound() {
        receive(NAME, file(5));
        receive("ZKT_PB_ISTEHQAQ_PK617_20260320_0002.csv", file(2));
        end = 4;
        trouble = new CannotGetJdbcConnectionException("the database is away");
        assertThatThrownBy(() -> hub().process(PARTNER)).hasMessage("the database is away");
        assertThat(one("select string_agg(state, ' ' order by name) from batch_file")).isEqualTo("APPLYING SPOOLED");
        end = 0;
        hub().process(PARTNER);
        assertThat(one("select string_agg(state, ' ' order by name) from batch_file")).isEqualTo("APPLIED APPLIED");
    }

    /** The partner's server is well, and whoever looks at the partner's health reads what is not. */
    @Test
    void machineWithoutRoom_shouldBeCountedAsSuch_andLeaveNothing() throws IOException {
        Path place = Files.createTempDirectory("batch");
        downloads = DownloadsTest.in(place);
        Files.delete(place);
        Files.createFile(place);
        assertThatThrownBy(() -> hub().receive(PARTNER, NAME, null, new ByteArrayInputStream(file(3))))
                .isInstanceOf(UncheckedIOException.class);
        Files.delete(place);
        verify(faults).brokeOff(eq(PARTNER), argThat(fault -> fault instanceof DeliveryFault told
                && told.code().equals("no-room-here") && told.kind() == DeliveryFault.Kind.RETRY));
        assertThat(one("select count(*) from batch_file")).isEqualTo("0");
    }

    @Test
    void chunkThatAnotherProcessApplied_shouldNotCountAgain() throws IOException {
        receive(NAME, file(5));
        hub().process(PARTNER);
        UUID id = jdbc.sql("select id from batch_file").query(UUID.class).single();
        jdbc.sql("update batch_file set state = 'APPLYING'").update();
        jdbc.sql("delete from batch_row").update();
        InFile stale = new InFile(id, PARTNER, "istehqaq", false, "APPLYING", 1);
        chunks().apply(stale, BatchFixtures.istehqaq());
        assertThat(one("select good_rows || ' ' || same_rows from batch_file")).isEqualTo("5 0");
        assertThat(one("select count(*) from batch_row")).isEqualTo("0");
    }

    @Test
    void fileThatItsFirstLineRefuses_shouldNotBeOpenedToItsEnd() {
        receive(NAME, "hello,world\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        assertThat(one("select count(*) from batch_chunk")).isEqualTo("5");
        hub().process(PARTNER);
        assertThat(one("select problem->>'code' from batch_file")).isEqualTo("file.header-missing");
        verify(vault, times(1)).open(any(), anyString(), anyString(), any());
    }

    @Test
    void wrongTotals_shouldRefuseBeforeAnyRow() {
        receive(NAME, new ReturnFile("istehqaq", "PK617", "2026-03-20").row(BatchFixtures.REF, "", "", "", "", "",
                "REFUSED", "QUOTA_FULL").bytesWithCount(9));
        hub().process(PARTNER);
        assertThat(one("select state from batch_file")).isEqualTo("REFUSED");
        assertThat(one("select count(*) from partner_event")).isEqualTo("0");
    }

    @Test
    void receipt_shouldBeTheSameUntilItIsNoted() throws IOException {
        receive(NAME, new ReturnFile("istehqaq", "PK617", "2026-03-20").row("REF-WRONG", "", "", "", "", "",
                "REFUSED", "QUOTA_FULL").bytes());
        assertThat(receipts().due(PARTNER)).isEmpty();
        hub().process(PARTNER);
        List<Reply> due = receipts().due(PARTNER);
        assertThat(due).extracting(Reply::errors).containsExactly(true, false);
        Set<String> written = new HashSet<>();
        for (int times = 0; times < 2; times++) {
            for (Reply reply : due) {
                written.add(new String(receipts().open(reply).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(written).hasSize(2).anyMatch(text -> text.contains("REF-WRONG"))
                .anyMatch(text -> text.contains("NONE_ACCEPTED"));
        due.forEach(receipts()::sent);
        assertThat(receipts().due(PARTNER)).isEmpty();
    }

    @Test
    void largeFile_shouldBeRefusedWhileItIsRead() {
        Map<String, String> options = new TreeMap<>(BatchFixtures.zakatOptions());
        options.put("max-bytes", "100");
        when(layouts.of(PARTNER)).thenReturn(new BatchLayout(PARTNER, options));
        receive(NAME, file(5));
        assertThat(one("select problem->>'code' from batch_file")).isEqualTo("file.too-large");
        assertThat(one("select count(*) from batch_chunk")).isEqualTo("0");
    }

    @Test
    void contents_shouldBeDeletedAfterAMonthButNotBeforeTheReceipt() {
        receive(NAME, file(3));
        hub().process(PARTNER);
        BatchRetention later = new BatchRetention(jdbc, Duration.ofDays(30), at(NOW.plus(Duration.ofDays(31))));
        later.sweep();
        assertThat(one("select count(*) from batch_chunk")).isEqualTo("1");
        receipts().due(PARTNER).forEach(receipts()::sent);
        new BatchRetention(jdbc, Duration.ofDays(30), at(NOW.plus(Duration.ofDays(29)))).sweep();
        assertThat(one("select count(*) from batch_chunk")).isEqualTo("1");
        later.sweep();
        assertThat(one("select count(*) from batch_chunk")).isEqualTo("0");
    }
}
