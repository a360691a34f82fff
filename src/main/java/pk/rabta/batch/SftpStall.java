package pk.rabta.batch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pk.rabta.delivery.BlockReads;
import pk.rabta.delivery.CallDeadline;

/**
 * Cuts one connection to an SFTP server when what was asked of it makes no progress. Bytes alone are none: an SSH server
 * whose file system hangs goes on answering for itself, and no timeout between bytes ever ends. What is not asked, such as
 * while the hub writes down what came, is not timed. Used by one thread at a time, that of the route.
 */
final class SftpStall {

    private final Supplier<Duration> longest;
    private final SftpSockets sockets;
    private volatile @Nullable CallDeadline running;

    SftpStall(Supplier<Duration> longest, SftpSockets sockets) {
        this.longest = longest;
        this.sockets = sockets;
    }

    /** Something is asked. */
    void begin() {
        AtomicReference<CallDeadline> mine = new AtomicReference<>();
        mine.set(new CallDeadline(longest.get(), () -> {
            // One that nobody met, since another thread asked for something meanwhile, cuts nothing of what came later.
            if (running == mine.get()) {
                sockets.cut();
            }
        }));
        running = mine.get();
    }

    /** It is over. @return whether that was because the connection was cut */
    boolean end() {
        CallDeadline ended = running;
        running = null;
        if (ended == null) {
            return false;
        }
        ended.met();
        return ended.passed();
    }

    /** Some of what was asked is done. */
    private void moves() {
        CallDeadline now = running;
        if (now != null && !now.passed()) {
            now.met();
            begin();
        }
    }

    static IOException late(@Nullable Throwable cause) {
        SocketTimeoutException late = new SocketTimeoutException("The server's files made no progress: connection cut");
        late.initCause(cause);
        return late;
    }

    /** A file that comes: each block is asked for by itself. */
    InputStream download(InputStream content) {
        return new BlockReads(content) {

            @Override
            public int read(byte[] block, int from, int length) throws IOException {
                begin();
                try {
                    return in.read(block, from, length);
                } catch (IOException e) {
                    throw end() ? late(e) : e;
                } finally {
                    end();
                }
            }

            @Override
            public void close() throws IOException {
                begin();
                try {
                    in.close();
                } finally {
                    end();
                }
            }
        };
    }

    /** A file that goes: with each block that is taken from it the one before has left. */
    InputStream upload(InputStream content) {
        return new FilterInputStream(content) {

            @Override
            public int read() throws IOException {
                moves();
                return in.read();
            }

            @Override
            public int read(byte[] block, int from, int length) throws IOException {
                int some = in.read(block, from, length);
                moves();
                return some;
            }
        };
    }
}
