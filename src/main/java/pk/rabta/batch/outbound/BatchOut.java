package pk.rabta.batch.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.batch.file.Spool;
import pk.rabta.batch.layout.BatchLayout;
import pk.rabta.batch.layout.BatchLayouts;
import pk.rabta.batch.layout.OutboundKind;
import pk.rabta.delivery.Destinations;
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

    private final OutFiles files;
    private final Destinations destinations;
    private final OutRows rows;
    private final ListBuilder builder;
    private final Spool spool;
    private final BatchLayouts layouts;
    private final RowResults results;
    private final TransactionTemplate transaction;
    private final Clock clock;

    BatchOut(OutFiles files, Destinations destinations, OutRows rows, ListBuilder builder, Spool spool,
            BatchLayouts layouts, RowResults results, TransactionTemplate transaction, Clock clock) {
        this.files = files;
        this.destinations = destinations;
        this.rows = rows;
        this.builder = builder;
        this.spool = spool;
        this.layouts = layouts;
        this.results = results;
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

    /** Seals all lists that are complete. */
    public void seal(String partner) {
        BatchLayout layout = layouts.of(partner);
        int most = (int) layout.number("rows-per-file", "2000");
        Instant quiet = clock.instant().minus(layout.duration("quiet", "5s"));
        // The round after the next is too late for it.
        Instant last = clock.instant().plus(layout.duration("poll", "60s").multipliedBy(2)).plus(BEFORE_UPLOAD);
        rows.lapsed(partner, clock.instant().plus(BEFORE_UPLOAD)).forEach(row -> transaction.executeWithoutResult(status -> {
            results.takenBack(List.of(row), false);
            rows.drop(row);
        }));
        for (OutRows.Group group : rows.complete(partner, most, quiet, last)) {
            // All at once: claims are faster than rounds, and a lease that ends in between would count as a failure.
            for (int list = 0; list < group.lists(); list++) {
                transaction.executeWithoutResult(status -> seal(partner, layout, group, most));
            }
        }
    }

    private void seal(String partner, BatchLayout layout, OutRows.Group group, int most) {
        Instant now = clock.instant();
        List<OutRow> content = rows.take(partner, group, most, now.plus(BEFORE_UPLOAD));
        if (content.isEmpty()) {
            return;
        }
        make(OutFiles.SEALED, partner, layout.outbound(group.kind()), group.name(), content, now);
    }

    private void make(String state, String partner, OutboundKind kind, String group, List<OutRow> content, Instant now) {
        LocalDate day = Pakistan.day(now);
        OutFile file = files.add(state, partner, kind,
                kind.name() + '_' + group + '_' + day.format(DateTimeFormatter.BASIC_ISO_DATE), content.size(), now);
        rows.list(file.id(), content);
        write(file, partner, kind, group, day, content, now);
        LOG.info("list {} for {} sealed with {} rows", file.name(), partner, content.size());
    }

    private void write(OutFile file, String partner, OutboundKind kind, String group, LocalDate day, List<OutRow> content,
            Instant now) {
        byte[] hash = builder.write(file.id(), layouts.of(partner), kind, group, day, content);
        files.hash(file, content.size(), hash, now);
    }

    /**
     * The sealed lists to upload, and those whose upload was begun and not noted. A list with rows that no longer hold is
     * built again, or, once its upload has begun, dropped and made anew under another name; with no row left it is dropped
     * only. None while the partner is paused.
     *
     * @param epoch of the lease under which they are uploaded
     */
    public List<OutFile> sealed(String partner, long epoch) {
        files.in(partner, OutFiles.SEALED, OutFiles.UPLOADING).forEach(file ->
                transaction.executeWithoutResult(status -> check(partner, file)));
        return destinations.get(partner).paused() ? List.of() : files.in(partner, OutFiles.SEALED, OutFiles.UPLOADING).stream()
                .map(file -> OutFile.under(epoch, file.id(), file.name())).toList();
    }

    private void check(String partner, OutFile file) {
        Instant now = clock.instant();
        OutFiles.Locked list = files.lock(file);
        List<OutRow> lapsed = rows.lapsed(file.id(), now.plus(BEFORE_UPLOAD));
        List<OutRow> holding = rows.holding(file.id(), now.plus(BEFORE_UPLOAD));
        if (!list.open() || holding.size() == list.rows()) {
            return;
        }
        boolean begun = list.state().equals(OutFiles.UPLOADING);
        rows.strikeOthers(file.id(), begun ? List.of() : holding);
        results.takenBack(lapsed, begun);
        if (begun || holding.isEmpty()) {
            drop(partner, file, begun, now);
        }
        if (holding.isEmpty()) {
            return;
        }
        OutboundKind kind = layouts.of(partner).outbound(list.kind());
        String[] parts = file.name().substring(kind.name().length() + 1).split("_");
        if (begun) {
            // They may have left with the list before it, and stay so in this one.
            make(OutFiles.UPLOADING, partner, kind, parts[0], holding, now);
            return;
        }
        LocalDate day = LocalDate.parse(parts[1], DateTimeFormatter.BASIC_ISO_DATE);
        write(file, partner, kind, parts[0], day, holding, now);
        LOG.info("list {} for {} built again with {} rows", file.name(), partner, holding.size());
    }

    private void drop(String partner, OutFile file, boolean begun, Instant now) {
        spool.clear(file.id());
        files.drop(file, begun, now);
        LOG.info("list {} for {} dropped{}", file.name(), partner, begun
                ? ": a row must not go; its temporary file is deleted at the partner" : ": none of its rows holds any more");
    }

    /**
     * Its upload begins: from this commit on its rows may have left, whatever becomes of it.
     *
     * @throws IllegalStateException if a row does not hold any more: it is checked again, and nothing of it leaves now
     */
    public void begin(OutFile file) {
        transaction.executeWithoutResult(status -> {
            Instant now = clock.instant();
            OutFiles.Locked list = files.lock(file);
            if (!list.open() || rows.holding(file.id(), now.plus(BEFORE_UPLOAD)).size() != list.rows()) {
                throw new IllegalStateException("List " + file.name()
                        + " changed before its upload; it is looked at again");
            }
            files.begin(file, now);
        });
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
            OutFiles.Locked list = files.lock(file);
            List<OutRow> holding = rows.holding(file.id(), now.plus(AFTER_UPLOAD));
            if (!file.temporary().equals(list.temporary()) || holding.size() != list.rows()
                    || !files.move(file, OutFiles.UPLOADING, OutFiles.UPLOADED, now)) {
                throw new IllegalStateException("List " + file.name()
                        + " changed while it was uploaded; it is made anew");
            }
            results.sent(holding);
            LOG.info("list {} uploaded with {} rows", file.name(), holding.size());
        });
    }

    /** The lists whose temporary file is to be renamed. */
    public List<OutFile> unnamed(String partner) {
        return files.in(partner, OutFiles.UPLOADED);
    }

    /** No temporary file is left of these: the partner has them under their names. */
    public void renamed(List<OutFile> renamed) {
        transaction.executeWithoutResult(status ->
                renamed.forEach(file -> files.move(file, OutFiles.UPLOADED, "RENAMED", clock.instant())));
    }
}
