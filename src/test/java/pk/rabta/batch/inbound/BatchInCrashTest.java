package pk.rabta.batch.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pk.rabta.batch.BatchFixtures;
import pk.rabta.batch.BatchRetention;
import pk.rabta.batch.CrashTestBase;
import pk.rabta.batch.SftpFaults;
import pk.rabta.batch.file.Downloads;
import pk.rabta.batch.file.DownloadsTest;
import pk.rabta.batch.file.Spool;
import pk.rabta.batch.layout.BatchLayout;
import pk.rabta.batch.layout.InboundKind;
import pk.rabta.batch.receipt.BatchReceipts;
import pk.rabta.batch.receipt.Reply;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.sandbox.zakat.ReturnFile;

/** Stops between the steps of src/docs/crash-table-batch.md, I1 to I11, and goes on with new services. */
class BatchInCrashTest extends CrashTestBase {

    private static final String NAME = "ZKT_PB_ISTEHQAQ_PK617_20260320_0001.csv";

    private static final Downloads DOWNLOADS = DownloadsTest.here();

    private final SftpFaults faults = mock(SftpFaults.class);
    /** The row at which the process ends; 0: it does not. */
    private int end;

    private BatchIn hub() {
        InFiles files = new InFiles(jdbc, json);
        Spool spool = new Spool(jdbc, vault);
        return new BatchIn(files, DOWNLOADS, faults, spool, chunks(), layouts, transaction, at(NOW));
    }

    private Chunks chunks() {
        InFiles files = new InFiles(jdbc, json);
        RowRecords records = new RowRecords(template, files, rowVault);
        return new Chunks(files, new Spool(jdbc, vault), applier(), new NamedReferrals(jdbc), records, transaction, at(NOW));
    }

    /** Has the effect that the real one has on what is compared here: an event, once. */
    private RowApplier applier() {
        return new RowApplier(null, null, jdbc, null, at(NOW), transactions) {
            @Override
            RowEnd apply(InFile file, InboundKind kind, Row row, Set<String> known) {
                if (row.number() == end) {
                    throw new IllegalStateException("the process ends here");
                }
                if (row.document() == null) {
                    return new RowEnd.Refused(row.problems());
                }
                boolean first = jdbc.sql("""
                        insert into partner_event (partner_id, event_id, inbound_id, effect, recorded_at)
                        values (:partner, :event, :file, 'handled', now()) on conflict do nothing""")
                        .param("partner", file.partner()).param("event", RowEvent.id(file.partner(), kind, row.document())).param("file", file.id())
                                .update() == 1;
                return first ? new RowEnd.Applied(null) : new RowEnd.Same(null);
            }
        };
    }

    private static byte[] file(int rows) {
        ReturnFile file = new ReturnFile("istehqaq", "PK617", "2026-03-20");
        for (int i = 0; i < rows; i++) {
            file.row(PublicId.next(Prefix.REF), "", "LZC-1", "", "20-03-2026", "", "REFUSED", "QUOTA_FULL");
        }
        return file.bytes();
    }

    private void receive(String name, byte[] content) {
        hub().receive(PARTNER, name, new ByteArrayInputStream(content));
    }

    @Test
    void fileThatBreaksOff_shouldLeaveNothing() {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(file(10)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection lost");
            }
        });
        assertThatThrownBy(() -> hub().receive(PARTNER, NAME, broken)).hasRootCauseMessage("connection lost");
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
                    await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(one("select " + event
                            + "::text::xid8 < pg_snapshot_xmin(pg_current_snapshot())")).as("given out").isEqualTo("t"));
                }
                return next < content.length ? content[next++] : -1;
            }
        };
        hub().receive(PARTNER, NAME, slow);
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

    @Test
    void fileThatStands_shouldBeToldAndNotTheOnesThatMove() {
        receive(NAME, file(150));
        receive("ZKT_PB_ISTEHQAQ_PK617_20260320_0002.csv", file(2));
        end = 130;
        assertThatThrownBy(() -> hub().process(PARTNER)).hasMessage("the process ends here");
        ReturnsAreFinished check = new ReturnsAreFinished(jdbc);
        assertThat(check.violations(NOW.plusSeconds(1799), List.of())).isEmpty();
        assertThat(check.violations(NOW.plusSeconds(1800), List.of())).singleElement().satisfies(it -> {
            assertThat(it.object()).isEqualTo(one("select id::text from batch_file where state = 'APPLYING'"));
            assertThat(it.found()).isEqualTo("zakat-pb: APPLYING, row 101 is next");
        });
        jdbc.sql("update batch_file set state = 'SPOOLED' where state = 'APPLIED'").update();
        jdbc.sql("update batch_file set updated_at = updated_at + interval '1 minute' where state = 'APPLYING'").update();
        assertThat(check.violations(NOW.plusSeconds(1800), List.of())).as("one waits for the other").isEmpty();
        assertThat(check.violations(NOW.plusSeconds(1861), List.of())).hasSize(2);
    }

    @Test
    void fileThatItsProfileReadsNoMore_shouldStandAndGoOnWithTheOldOne() {
        receive(NAME, file(150));
        end = 130;
        assertThatThrownBy(() -> hub().process(PARTNER)).hasMessage("the process ends here");
        end = 0;
        Map<String, String> options = new TreeMap<>(BatchFixtures.zakatOptions());
        options.keySet().removeIf(key -> key.startsWith("in.istehqaq."));
        when(layouts.of(PARTNER)).thenReturn(new BatchLayout(PARTNER, options));
        assertThatThrownBy(() -> hub().process(PARTNER)).hasMessage("no options.in.istehqaq");
        assertThat(new ReturnsAreFinished(jdbc).violations(NOW.plusSeconds(1800), List.of())).hasSize(1);
        when(layouts.of(PARTNER)).thenReturn(BatchFixtures.zakat());
        hub().process(PARTNER);
        assertThat(one("select state || ' ' || good_rows from batch_file")).isEqualTo("APPLIED 150");
    }

    @Test
    void receiptThatCannotBeMade_shouldHoldUpNoOther() throws IOException {
        ReturnFile refused = new ReturnFile("istehqaq", "PK617", "2026-03-20").row("REF-WRONG", "", "", "", "", "",
                "REFUSED", "QUOTA_FULL");
        receive(NAME, refused.bytes());
        hub().process(PARTNER);
        receive("ZKT_PB_ISTEHQAQ_PK617_20260320_0002.csv", file(2));
        hub().process(PARTNER);
        jdbc.sql("update batch_file set kind = 'gone' where bad_rows = 1").update();
        BatchReceipts receipts = receipts();
        assertThatThrownBy(() -> receipts.open(receipts.due(PARTNER).getFirst())).isInstanceOf(NoSuchElementException.class);
        Reply next = receipts.due(PARTNER).getFirst();
        assertThat(next.name()).contains("_0002");
        receipts.open(next).close();
        receipts.sent(next);
        assertThat(receipts.due(PARTNER)).hasSize(2).allMatch(reply -> reply.name().contains("_0001"));
        ReturnsAreFinished check = new ReturnsAreFinished(jdbc);
        assertThat(check.violations(NOW.plusSeconds(3600), List.of())).isEmpty();
        jdbc.sql("update batch_arrival set receipt_at = receipt_at + interval '31 minutes'").update();
        assertThat(check.violations(NOW.plusSeconds(3600), List.of())).singleElement()
                .satisfies(it -> assertThat(it.found()).contains("receipt is not written"));
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

    private BatchReceipts receipts() {
        return new BatchReceipts(jdbc, new Spool(jdbc, vault), layouts, new InFiles(jdbc, json),
                BatchFixtures.CODES, at(NOW));
    }
}
