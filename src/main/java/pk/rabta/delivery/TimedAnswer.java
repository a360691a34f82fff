package pk.rabta.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** The body of an answer that must be read to its end before its call's deadline; closing it meets the deadline. */
public final class TimedAnswer extends BlockReads {

    private final CallDeadline deadline;

    public TimedAnswer(InputStream body, CallDeadline deadline) {
        super(body);
        this.deadline = deadline;
    }

    /** @throws SocketTimeoutException once the deadline has passed */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int some;
        try {
            some = in.read(into, offset, length);
        } catch (IOException e) {
            throw deadline.passed() ? late(e) : e;
        }
        // One that was cut from outside can look as if it had ended.
        if (some < 0 && deadline.passed()) {
            throw late(null);
        }
        return some;
    }

    @Override
    public void close() throws IOException {
        try {
            // May read what is left of it.
            super.close();
        } finally {
            deadline.met();
        }
    }

    /** What to throw of a call that was cut. */
    public static SocketTimeoutException late(@Nullable Exception cause) {
        SocketTimeoutException late = new SocketTimeoutException("The answer did not end in time");
        late.initCause(cause);
        return late;
    }
}
