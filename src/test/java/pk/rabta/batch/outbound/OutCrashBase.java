package pk.rabta.batch.outbound;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import pk.rabta.batch.CrashTestBase;
import pk.rabta.batch.file.Spool;
import pk.rabta.delivery.Destinations;
import pk.rabta.delivery.Dispatch;

/** Lists that stop between two steps, and new services that go on with them. */
abstract class OutCrashBase extends CrashTestBase {

    static final long EPOCH = 3;

    boolean sendingFails;

    BatchOut hub(Instant time) {
        OutRows rows = rows();
        Spool spool = new Spool(jdbc, vault);
        RowResults results = new RowResults(null) {
            @Override
            void sent(List<OutRow> sent) {
                sent.forEach(row -> jdbc.sql("update delivery set state = 'SENT' where id = :id")
                        .param("id", row.deliveryId()).update());
                if (sendingFails) {
                    throw new IllegalStateException("the process ends here");
                }
            }

            @Override
            void takenBack(List<OutRow> lapsed, boolean begun) {
                lapsed.forEach(row -> jdbc.sql("update delivery set state = 'DUE' where id = :id")
                        .param("id", row.deliveryId()).update());
            }
        };
        return new BatchOut(new OutFiles(jdbc, new ListSettings(firstNumber)), nobodyPaused(), rows,
                new ListBuilder(spool, rows, json), spool, layouts, results, transaction, at(time));
    }

    /** Of a day's lists. */
    int firstNumber = 1;

    /** What a pause does is shown on the whole hub (SftpKeyTest). */
    static Destinations nobodyPaused() {
        Destinations destinations = mock(Destinations.class);
        when(destinations.get(PARTNER)).thenReturn(new Destinations.State(PARTNER, false, null, null, null, 0, null, null));
        return destinations;
    }

    OutRows rows() {
        return new OutRows(jdbc, rowVault);
    }

    /** A claimed delivery with its row, as after the route's step {@code batchOut.add}. */
    UUID claimed(String name) {
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

    OutFile sealedList() {
        Instant quiet = NOW.plusSeconds(60);
        hub(quiet).seal(PARTNER);
        return hub(quiet).sealed(PARTNER, EPOCH).getFirst();
    }

    /** One whose upload was begun and not noted, as a crash during it leaves it. */
    OutFile begunList() {
        OutFile list = sealedList();
        hub(NOW.plusSeconds(65)).begin(list);
        return list;
    }

    String text(OutFile file) throws IOException {
        try (InputStream in = hub(NOW).open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    String state(UUID delivery) {
        return jdbc.sql("select state from delivery where id = :id").param("id", delivery).query(String.class).single();
    }
}
