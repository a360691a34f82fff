package pk.rabta.batch.receipt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pk.rabta.batch.file.FileProblem;
import pk.rabta.batch.file.Spool;
import pk.rabta.batch.inbound.BatchReader;
import pk.rabta.batch.inbound.InFiles;
import pk.rabta.batch.layout.BatchLayouts;
import pk.rabta.batch.layout.FileName;
import pk.rabta.batch.layout.InboundKind;
import pk.rabta.mapping.CodeLists;

/** Answers every file with a receipt and, where rows were refused, with a file of them. */
@Component("batchReceipts")
public class BatchReceipts {

    private final JdbcClient jdbc;
    private final Spool spool;
    private final BatchLayouts layouts;
    private final InFiles files;
    private final ProblemTexts texts;
    private final Clock clock;
    /** By partner: in which order the answers that are open were tried here. */
    private final Map<String, Map<UUID, Long>> tried = new ConcurrentHashMap<>();
    private final AtomicLong tries = new AtomicLong();

    public BatchReceipts(JdbcClient jdbc, Spool spool, BatchLayouts layouts, InFiles files, CodeLists codes, Clock clock) {
        this.jdbc = jdbc;
        this.spool = spool;
        this.layouts = layouts;
        this.files = files;
        this.texts = (code, language) -> codes.text("batch-problem", code, language);
        this.clock = clock;
    }

    private record Arrival(UUID file, String partner, FileName name, int ordinal, boolean repeated, Instant received,
            String kind, boolean correction, String state, byte @Nullable [] hash, int rows, int good, int same,
            int bad, @Nullable FileProblem problem, Map<String, Integer> notes) {

        boolean withErrors() {
            return bad > 0 && !repeated;
        }
    }

    /**
     * The answers that are due, oldest first; none while the partner is paused. What was tried in vain comes after what was
     * not: one that cannot be made holds up no other.
     */
    public List<Reply> due(String partner) {
        List<Reply> replies = new ArrayList<>();
        Map<UUID, Long> before = tried.computeIfAbsent(partner, none -> new ConcurrentHashMap<>());
        List<UUID> open = jdbc.sql("""
                select a.id from batch_arrival a join batch_file f on f.id = a.file_id
                where a.partner_id = :partner and a.receipt_at is null and f.state in ('APPLIED', 'REFUSED')
                  and not exists (select 1 from destination_state where id = a.partner_id and paused)
                order by a.received_at""").param("partner", partner).query(UUID.class).list();
        before.keySet().retainAll(open);
        open.stream().sorted(Comparator.comparing(id -> before.getOrDefault(id, 0L))).forEach(id -> {
            Arrival arrival = arrival(id);
            if (arrival.withErrors()) {
                replies.add(new Reply(id, true, arrival.name().answer("errors", arrival.ordinal())));
            }
            replies.add(new Reply(id, false, arrival.name().answer("receipt", arrival.ordinal())));
        });
        return replies;
    }

    /** The answer's bytes: the same whenever it is asked for. */
    public InputStream open(Reply reply) throws IOException {
        Arrival arrival = arrival(reply.arrival());
        tried.computeIfAbsent(arrival.partner(), none -> new ConcurrentHashMap<>())
                .put(reply.arrival(), tries.incrementAndGet());
        return reply.errors() ? errors(arrival) : new ByteArrayInputStream(receipt(arrival));
    }

    /** The partner has it; the receipt is the last of an arrival's answers. */
    @Transactional
    public void sent(Reply reply) {
        if (!reply.errors()) {
            jdbc.sql("update batch_arrival set receipt_at = :now where id = :id")
                    .param("now", Timestamp.from(clock.instant())).param("id", reply.arrival()).update();
        }
    }

    private byte[] receipt(Arrival arrival) {
        String errorFile = arrival.withErrors() ? arrival.name().answer("errors", arrival.ordinal()) : null;
        Receipt.Result result = arrival.state().equals("REFUSED") ? Receipt.Result.REFUSED
                : arrival.repeated() ? Receipt.Result.REPEATED
                : arrival.bad() > 0 && arrival.good() + arrival.same() == 0 ? Receipt.Result.NONE_ACCEPTED
                : arrival.bad() > 0 ? Receipt.Result.PARTLY_ACCEPTED : Receipt.Result.ACCEPTED;
        return new Receipt(arrival.name().value(), arrival.received(),
                arrival.hash() == null ? "" : HexFormat.of().formatHex(arrival.hash()), result, arrival.rows(),
                arrival.repeated() ? 0 : arrival.good(), arrival.repeated() ? arrival.rows() : arrival.same(),
                arrival.repeated() ? 0 : arrival.bad(), arrival.problem(), arrival.notes(), errorFile).write(texts);
    }

    private InputStream errors(Arrival arrival) throws IOException {
        InboundKind kind = layouts.of(arrival.partner()).inbound(arrival.kind()).orElseThrow();
        return new ErrorRows(new BatchReader(kind, arrival.correction(), spool.read(arrival.file())), texts,
                new RefusedRows(jdbc, files, arrival.file()));
    }

    private Arrival arrival(UUID id) {
        return jdbc.sql("""
                select a.name as came_as, a.ordinal, a.repeated, a.received_at, f.* from batch_arrival a
                join batch_file f on f.id = a.file_id where a.id = :id""").param("id", id)
                .query((row, n) -> new Arrival(row.getObject("id", UUID.class), row.getString("partner_id"),
                        new FileName(row.getString("came_as")), row.getInt("ordinal"), row.getBoolean("repeated"),
                        row.getTimestamp("received_at").toInstant(), row.getString("kind"),
                                row.getBoolean("correction"),
                        row.getString("state"), row.getBytes("content_hash"), row.getInt("row_count"),
                        row.getInt("good_rows"), row.getInt("same_rows"), row.getInt("bad_rows"),
                        problem(row.getString("problem")), notes(row.getString("notes")))).single();
    }

    private @Nullable FileProblem problem(@Nullable String text) {
        return text == null ? null : files.read(text, FileProblem.class);
    }

    private Map<String, Integer> notes(String text) {
        Map<String, Integer> notes = new TreeMap<>();
        files.read(text, Map.class).forEach((code, count) -> notes.put(String.valueOf(code), ((Number) count)
                .intValue()));
        return notes;
    }
}
