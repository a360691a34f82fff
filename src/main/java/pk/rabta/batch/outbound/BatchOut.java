package pk.rabta.batch.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.io.InputStream;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.batch.file.Spool;
import pk.rabta.batch.layout.BatchLayout;
import pk.rabta.batch.layout.BatchLayouts;
import pk.rabta.batch.layout.OutboundKind;
import pk.rabta.delivery.Dispatch;
import pk.rabta.delivery.DispatchSteps;
import pk.rabta.time.Pakistan;

/** Lists to partners: rows are added, sealed into a list, uploaded, renamed. See src/docs/crash-table-batch.md. */
@Component("batchOut")
public class BatchOut {

    private static final Logger LOG = LoggerFactory.getLogger(BatchOut.class);
    /** What must be left of a lease when a list is sealed or its upload begins, and when the upload is noted. */
    private static final Duration BEFORE_UPLOAD = Duration.ofSeconds(60);
    private static final Duration AFTER_UPLOAD = Duration.ofSeconds(20);

    private final JdbcClient jdbc;
    private final OutRows rows;
    private final ListBuilder builder;
    private final Spool spool;
    private final BatchLayouts layouts;
    private final SentRows sent;
    private final TransactionTemplate transaction;
    private final Clock clock;

    BatchOut(JdbcClient jdbc, OutRows rows, ListBuilder builder, Spool spool, BatchLayouts layouts, SentRows sent,
            TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.builder = builder;
        this.spool = spool;
        this.layouts = layouts;
        this.sent = sent;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The claimed delivery's row, which is the body, waits for its list. */
    public void add(Exchange exchange) {
        Dispatch dispatch = Objects.requireNonNull(exchange.getVariable(DispatchSteps.VARIABLE, Dispatch.class));
        JsonNode row = Objects.requireNonNull(exchange.getMessage().getBody(JsonNode.class), "a row");
        BatchLayout layout = layouts.of(dispatch.partner());
        OutboundKind kind = layout.outbound(Objects.requireNonNull(dispatch.path(),
                "a message of a list needs a path"));
        rows.add(dispatch, kind.id(), row.path(kind.group()).asText("ALL"), row, clock.instant());
    }

    /** Seals the lists that are complete. */
    public void seal(String partner) {
        BatchLayout layout = layouts.of(partner);
        int most = (int) layout.number("rows-per-file", "2000");
        Instant quiet = clock.instant().minus(layout.duration("quiet", "5s"));
        rows.lapsed(partner, clock.instant().plus(BEFORE_UPLOAD)).forEach(row -> transaction.executeWithoutResult(status -> {
            sent.takenBack(List.of(row));
            rows.drop(row);
        }));
        for (OutRows.Group group : rows.complete(partner, most, quiet)) {
            transaction.executeWithoutResult(status -> seal(partner, layout, group, most));
        }
    }

    private void seal(String partner, BatchLayout layout, OutRows.Group group, int most) {
        Instant now = clock.instant();
        List<OutRow> content = rows.take(partner, group, most, now.plus(BEFORE_UPLOAD));
        if (content.isEmpty()) {
            return;
        }
        UUID file = UuidCreator.getTimeOrderedEpoch();
        OutboundKind kind = layout.outbound(group.kind());
        LocalDate day = Pakistan.day(now);
        String name = name(partner, kind.name() + '_' + group.name() + '_'
                + day.format(DateTimeFormatter.BASIC_ISO_DATE));
        jdbc.sql("""
                insert into batch_file (id, partner_id, direction, name, kind, state, row_count, created_at, updated_at)
                values (:id, :partner, 'OUT', :name, :kind, 'SEALED', :rows, :now, :now)""")
                .param("id", file).param("partner", partner).param("name", name).param("kind", kind.id())
                .param("rows", content.size()).param("now", Timestamp.from(now)).update();
        rows.list(file, content);
        hash(file, content.size(), builder.write(file, layout, kind, group.name(), day, content), now);
        LOG.info("list {} for {} sealed with {} rows", name, partner, content.size());
    }

    /** The next name of the day; two at once would meet at the unique index, and one would come again. */
    private String name(String partner, String start) {
        int count = jdbc.sql("""
                select count(*) from batch_file where partner_id = :partner and direction = 'OUT'
                  and starts_with(name, :start)""")
                .param("partner", partner).param("start", start + '_').query(Integer.class).single();
        return "%s_%04d.csv".formatted(start, count + 1);
    }

    /**
     * The sealed lists to upload. A list with rows that no longer hold is built again; with none left it is dropped.
     * None while the partner is paused.
     *
     * @param epoch of the lease under which they are uploaded
     */
    public List<OutFile> sealed(String partner, long epoch) {
        files(partner, "SEALED").forEach(file -> transaction.executeWithoutResult(status -> check(partner, file)));
        return paused(partner) ? List.of()
                : files(partner, "SEALED").stream().map(file -> OutFile.under(epoch, file.id(), file.name())).toList();
    }

    private boolean paused(String partner) {
        return jdbc.sql("select exists (select 1 from destination_state where id = :partner and paused)")
                .param("partner", partner).query(Boolean.class).single();
    }

    private void check(String partner, OutFile file) {
        Instant now = clock.instant();
        int written = written(file);
        List<OutRow> lapsed = rows.lapsed(file.id(), now.plus(BEFORE_UPLOAD));
        List<OutRow> holding = rows.holding(file.id(), now.plus(BEFORE_UPLOAD));
        if (holding.size() == written) {
            return;
        }
        rows.strikeOthers(file.id(), holding);
        sent.takenBack(lapsed);
        if (holding.isEmpty()) {
            spool.clear(file.id());
            move(file.id(), "SEALED", "DROPPED", now);
            LOG.info("list {} for {} dropped: none of its rows holds any more", file.name(), partner);
            return;
        }
        BatchLayout layout = layouts.of(partner);
        OutboundKind kind = layout.outbound(jdbc.sql("select kind from batch_file where id = :id")
                .param("id", file.id()).query(String.class).single());
        String[] parts = file.name().substring(kind.name().length() + 1).split("_");
        LocalDate day = LocalDate.parse(parts[1], DateTimeFormatter.BASIC_ISO_DATE);
        hash(file.id(), holding.size(), builder.write(file.id(), layout, kind, parts[0], day, holding), now);
        LOG.info("list {} for {} built again with {} rows", file.name(), partner, holding.size());
    }

    /** The list's bytes. */
    public InputStream open(OutFile file) {
        return spool.read(file.id());
    }

    /** The whole list is there under its temporary name: its rows are sent, all in this commit or none. */
    public void uploaded(OutFile file) {
        transaction.executeWithoutResult(status -> {
            Instant now = clock.instant();
            // The list is locked before its rows are looked at: nobody takes one of them back in between.
            int written = written(file);
            boolean moved = move(file.id(), "SEALED", "UPLOADED", now);
            List<OutRow> holding = rows.holding(file.id(), now.plus(AFTER_UPLOAD));
            if (!moved || holding.size() != written) {
                throw new IllegalStateException("List " + file.name()
                        + " changed while it was uploaded; it is built again");
            }
            jdbc.sql("update batch_file set temporary = :temporary where id = :id")
                    .param("temporary", file.temporary()).param("id", file.id()).update();
            sent.note(holding);
            LOG.info("list {} uploaded with {} rows", file.name(), holding.size());
        });
    }

    /** The lists whose temporary file is to be renamed. */
    public List<OutFile> unnamed(String partner) {
        return files(partner, "UPLOADED");
    }

    /** No temporary file is left of these: the partner has them under their names. */
    public void renamed(List<OutFile> files) {
        transaction.executeWithoutResult(status ->
                files.forEach(file -> move(file.id(), "UPLOADED", "RENAMED", clock.instant())));
    }

    /** How many rows its bytes have. Locks the list: nothing is taken out of it until this transaction ends. */
    private int written(OutFile file) {
        return jdbc.sql("select row_count from batch_file where id = :id for update").param("id", file.id())
                .query(Integer.class).single();
    }

    private List<OutFile> files(String partner, String state) {
        return jdbc.sql("""
                select id, name, coalesce(temporary, '') from batch_file
                where partner_id = :partner and direction = 'OUT' and state = :state order by created_at""")
                .param("partner", partner).param("state", state)
                .query((row, n) -> new OutFile(row.getObject(1, UUID.class), row.getString(2), row.getString(3))).list();
    }

    private boolean move(UUID file, String from, String to, Instant now) {
        return jdbc.sql("update batch_file set state = :to, updated_at = :now where id = :id and state = :from")
                .param("to", to).param("from", from).param("id", file).param("now", Timestamp.from(now)).update() == 1;
    }

    private void hash(UUID file, int count, byte[] hash, Instant now) {
        jdbc.sql("update batch_file set content_hash = :hash, row_count = :rows, updated_at = :now where id = :id")
                .param("hash", hash).param("rows", count).param("id", file).param("now", Timestamp.from(now)).update();
    }
}
