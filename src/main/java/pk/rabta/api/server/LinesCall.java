package pk.rabta.api.server;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pk.rabta.api.Language;
import pk.rabta.api.Lines;
import pk.rabta.api.SealedFile;
import pk.rabta.api.contract.Operation;

/** A call whose body is lines: what was received, and the answer, which goes out while the lines are read. */
public final class LinesCall implements Lines {

    private static final Logger LOG = LoggerFactory.getLogger(LinesCall.class);

    private final SealedFile file;
    private final LineReader reader;
    private final HttpServletResponse response;
    private final BooleanSupplier stopping;
    private final Runnable free;
    private final long end;
    private final AtomicBoolean held = new AtomicBoolean(true);
    /** No more lines are begun. */
    private volatile boolean ended;
    /** Nobody is there to be answered. */
    private volatile boolean gone;
    private volatile boolean begun;

    /**
     * @param longest  most bytes of a line
     * @param time     from now, in which lines are begun
     * @param stopping whether the hub stops
     * @param free     gives back the caller's turn
     */
    LinesCall(SealedFile file, int longest, Duration time, HttpServletResponse response, BooleanSupplier stopping,
        Runnable free) throws IOException {
        this.file = file;
        this.reader = new LineReader(file.input(), longest, this::over);
        this.response = response;
        this.stopping = stopping;
        this.free = free;
        this.end = System.nanoTime() + time.toNanos();
    }

    @Override
    public @Nullable Line next() {
        try {
            return reader.next();
        } catch (IOException e) {
            throw new UncheckedIOException("A received body cannot be read again", e);
        }
    }

    @Override
    public boolean over() {
        return ended || gone || stopping.getAsBoolean() || System.nanoTime() - end > 0;
    }

    @Override
    public void end() {
        ended = true;
    }

    /** Whether some of the answer is on its way, so that nothing else can be answered. */
    public boolean begun() {
        return begun;
    }

    /** Sends some more of the answer, also where it has ended meanwhile: what was done is told, unless the caller is gone. */
    public void write(byte[] lines, Language language) {
        if (lines.length > 0 && !gone) {
            finish(lines, language);
        }
    }

    /** Sends the last of the answer, also when the call was closed. */
    public void finish(byte[] lines, Language language) {
        try {
            if (!begun) {
                begun = true;
                response.setStatus(HttpServletResponse.SC_OK);
                response.setContentType(Operation.LINES);
                response.setHeader("Content-Language", language.tag());
            }
            response.getOutputStream().write(lines);
            response.flushBuffer();
        } catch (IOException e) {
            LOG.info("A caller went away before all lines were answered: {}", e.getClass().getSimpleName());
            gone = true;
        }
    }

    /** Gives back the caller's turn and the file's room; whoever sees the end of the answer may send the next body. */
    public void close() {
        gone = true;
        if (held.getAndSet(false)) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.warn("A received body could not be closed: {}", e.getClass().getSimpleName());
            } finally {
                free.run();
            }
        }
    }
}
