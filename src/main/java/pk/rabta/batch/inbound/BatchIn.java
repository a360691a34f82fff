package pk.rabta.batch.inbound;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.api.DatabaseFaults;
import pk.rabta.batch.SftpFaults;
import pk.rabta.batch.file.Download;
import pk.rabta.batch.file.Downloads;
import pk.rabta.batch.file.FileProblem;
import pk.rabta.batch.file.Spool;
import pk.rabta.batch.layout.BatchLayout;
import pk.rabta.batch.layout.BatchLayouts;
import pk.rabta.batch.layout.FileName;
import pk.rabta.batch.layout.InboundKind;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.lease.LeaseLostException;

/** Files from partners: spooled, checked whole, applied in chunks. See src/docs/crash-table-batch.md. */
@Component("batchIn")
public class BatchIn {

    private static final Logger LOG = LoggerFactory.getLogger(BatchIn.class);
    private static final String MOST_BYTES = "268435456";

    private final InFiles files;
    private final Downloads downloads;
    private final SftpFaults faults;
    private final Spool spool;
    private final Chunks chunks;
    private final BatchLayouts layouts;
    private final TransactionTemplate transaction;
    private final Clock clock;

    BatchIn(InFiles files, Downloads downloads, SftpFaults faults, Spool spool, Chunks chunks, BatchLayouts layouts,
            TransactionTemplate transaction, Clock clock) {
        this.files = files;
        this.downloads = downloads;
        this.faults = faults;
        this.spool = spool;
        this.chunks = chunks;
        this.layouts = layouts;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Fetches the body whole, then spools it, sealed, in one commit; after this the file may be moved away. */
    public void receive(Exchange exchange, String partner) throws IOException {
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
        Long changed = exchange.getMessage().getHeader(Exchange.FILE_LAST_MODIFIED, Long.class);
        UUID arrival;
        try (InputStream content = exchange.getMessage().getBody(InputStream.class)) {
            arrival = receive(partner, name, changed == null ? null : Instant.ofEpochMilli(changed),
                    content == null ? InputStream.nullInputStream() : content);
        }
        exchange.getMessage().setBody(null);
        Moves.watch(exchange, () -> files.moved(arrival), thrown -> faults.brokeOff(partner, thrown));
    }

    /**
     * The same, for a file by any other way.
     *
     * @param changed when it was changed last, where that is known
     * @return its arrival
     */
    UUID receive(String partner, String givenName, @Nullable Instant changed, InputStream content) {
        FileName name = FileName.of(givenName);
        try (Download whole = fetch(partner, content)) {
            return Objects.requireNonNull(transaction.execute(status -> spool(partner, name, changed, whole)));
        } catch (IOException e) {
            throw new UncheckedIOException("A file of " + partner + " cannot be read again here", e);
        }
    }

    private Download fetch(String partner, InputStream content) {
        try {
            return downloads.whole(content, most(partner));
        } catch (IOException e) {
            faults.brokeOff(partner, e);
            throw new UncheckedIOException("A file of " + partner + " broke off while it was read", e);
        } catch (UncheckedIOException e) {
            faults.brokeOff(partner, new DeliveryFault(DeliveryFault.Kind.RETRY, "no-room-here",
                    "rabta.batch.directory takes nothing", e));
            throw e;
        }
    }

    private long most(String partner) {
        return layouts.of(partner).number("max-bytes", MOST_BYTES);
    }

    private UUID spool(String partner, FileName name, @Nullable Instant changed, Download file) {
        Instant now = clock.instant();
        String kind = layouts.of(partner).inboundNamed(name).map(InboundKind::id).orElse("");
        byte[] hash = file.sha256();
        if (hash != null) {
            files.alone(partner, hash);
        }
        UUID lies = changed == null ? null : files.stillLies(partner, name, kind, hash, changed, now).orElse(null);
        if (lies != null) {
            LOG.warn("a file from {} still lies in its folder, though it was received: it cannot be moved away", partner);
            return lies;
        }
        UUID known = hash == null ? null : files.known(partner, name, kind, hash).orElse(null);
        UUID id = known == null ? spooled(partner, name, kind, file, now) : known;
        UUID arrival = UuidCreator.getTimeOrderedEpoch();
        files.arrived(arrival, id, partner, name, known != null, changed, now);
        LOG.info("file {} from {} received{}", id, partner, known == null ? "" : " again");
        return arrival;
    }

    private UUID spooled(String partner, FileName name, String kind, Download file, Instant now) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        files.open(id, partner, name, kind, file.sha256(), now);
        try (InputStream content = file.input()) {
            spool.write(id, content, most(partner));
            if (kind.isEmpty()) {
                // At once: the same bytes under the right name may be the next to come.
                throw new FileProblem.Refused(FileProblem.of("file.name-unknown"));
            }
        } catch (FileProblem.Refused e) {
            spool.clear(id);
            files.refuse(id, e.problem(), now);
        } catch (IOException e) {
            throw new UncheckedIOException("A file of " + partner + " cannot be read again here", e);
        }
        return id;
    }

    /** Checks and applies what is in the spool, as long as the hub runs; goes on where an earlier process stopped. */
    public void process(String partner) {
        RuntimeException trouble = null;
        for (InFile file : files.waiting(partner)) {
            if (chunks.stopping()) {
                break;
            }
            try {
                process(file);
            } catch (RuntimeException e) {
                // One file's trouble must not hold up the others; it is tried again in the next round.
                LOG.error("file {} from {} stopped: {}; it is tried again", file.id(), partner, reason(e));
                trouble = e;
                if (DatabaseFaults.mayPass(e) || ObjectHelper.getException(LeaseLostException.class, e) != null) {
                    // What fails by nothing of its own is the first in the next round too: files have an order.
                    break;
                }
            }
        }
        if (trouble != null) {
            throw trouble;
        }
    }

    /** Never a message that could hold somebody's data. */
    private static String reason(RuntimeException e) {
        return e instanceof FormGone || e.getCause() instanceof FileProblem.Refused
                ? "the profile reads it no more (" + (e instanceof FormGone ? e : e.getCause()).getMessage() + ")"
                : e.getClass().getName();
    }

    /** The profile has the file's kind no more. */
    private static final class FormGone extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FormGone(InFile file) {
            super("no options.in." + file.kind());
        }
    }

    private void process(InFile file) {
        try {
            if (file.state().equals("SPOOLED")) {
                check(file);
            } else {
                chunks.apply(file, layouts.of(file.partner()).inbound(file.kind())
                        .orElseThrow(() -> new FormGone(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("File " + file.id() + " cannot be read from the spool", e);
        }
    }

    private void check(InFile file) throws IOException {
        BatchLayout layout = layouts.of(file.partner());
        InboundKind kind = layout.inbound(file.kind()).orElse(null);
        if (kind == null) {
            files.refuse(file.id(), FileProblem.of("file.name-unknown"), clock.instant());
            return;
        }
        try (BatchReader reader = new BatchReader(kind, file.correction(), spool.read(file.id()))) {
            while (reader.next() != null) {
                // Only the totals matter in this pass.
                if (chunks.stopping()) {
                    return;
                }
            }
            files.checked(file.id(), reader.rows(), reader.notes(), clock.instant());
        } catch (FileProblem.Refused e) {
            LOG.warn("file {} from {} refused: {}", file.id(), file.partner(), e.problem().code());
            files.refuse(file.id(), e.problem(), clock.instant());
            return;
        }
        chunks.apply(new InFile(file.id(), file.partner(), file.kind(), file.correction(), "APPLYING", 1), kind);
    }
}
