package pk.rabta.batch.inbound;

import static org.mockito.Mockito.mock;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Set;
import java.util.function.IntConsumer;
import pk.rabta.batch.BatchFixtures;
import pk.rabta.batch.CrashTestBase;
import pk.rabta.batch.SftpFaults;
import pk.rabta.batch.file.Downloads;
import pk.rabta.batch.file.DownloadsTest;
import pk.rabta.batch.file.Spool;
import pk.rabta.batch.layout.InboundKind;
import pk.rabta.batch.receipt.BatchReceipts;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.sandbox.zakat.ReturnFile;

/** A hub that ends at a row, and new services for the next step. */
abstract class InCrashBase extends CrashTestBase {

    static final String NAME = "ZKT_PB_ISTEHQAQ_PK617_20260320_0001.csv";

    Downloads downloads = DownloadsTest.here();
    final SftpFaults faults = mock(SftpFaults.class);
    /** The row at which the process ends; 0: it does not. */
    int end;
    /** Why it ends there. */
    RuntimeException trouble = new IllegalStateException("the process ends here");
    /** What is done before a row is applied. */
    IntConsumer before = row -> { };

    BatchIn hub() {
        return hub(at(NOW));
    }

    BatchIn hub(Clock clock) {
        return hub(chunks(), clock);
    }

    BatchIn hub(Chunks chunks, Clock clock) {
        return new BatchIn(new InFiles(jdbc, json), downloads, faults, spool(), chunks, layouts, transaction, clock);
    }

    Spool spool() {
        return new Spool(jdbc, vault);
    }

    Chunks chunks() {
        InFiles files = new InFiles(jdbc, json);
        RowRecords records = new RowRecords(template, files, rowVault);
        return new Chunks(files, new Spool(jdbc, vault), applier(), new NamedReferrals(jdbc), records, transaction, at(NOW));
    }

    /** Has the effect that the real one has on what is compared here: an event, once. */
    private RowApplier applier() {
        return new RowApplier(null, null, jdbc, null, at(NOW), transactions) {
            @Override
            RowEnd apply(InFile file, InboundKind kind, Row row, Set<String> known) {
                before.accept(row.number());
                if (row.number() == end) {
                    throw trouble;
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

    static byte[] file(int rows) {
        ReturnFile file = new ReturnFile("istehqaq", "PK617", "2026-03-20");
        for (int i = 0; i < rows; i++) {
            file.row(PublicId.next(Prefix.REF), "", "LZC-1", "", "20-03-2026", "", "REFUSED", "QUOTA_FULL");
        }
        return file.bytes();
    }

    void receive(String name, byte[] content) {
        hub().receive(PARTNER, name, null, new ByteArrayInputStream(content));
    }

    BatchReceipts receipts() {
        return new BatchReceipts(jdbc, new Spool(jdbc, vault), layouts, new InFiles(jdbc, json),
                BatchFixtures.CODES, at(NOW));
    }
}
