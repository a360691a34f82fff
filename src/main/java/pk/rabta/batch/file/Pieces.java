package pk.rabta.batch.file;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A stream of pieces, each made when it is needed. Once it is closed none is made, as the library's own would go on to. */
public abstract class Pieces extends InputStream {

    private byte[] piece = {};
    private int at;
    private boolean over;

    /** The next piece, or null after the last one. */
    protected abstract byte @Nullable [] next() throws IOException;

    @Override
    public int read() throws IOException {
        return ready() ? piece[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (!ready()) {
            return -1;
        }
        int some = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, bytes, from, some);
        at += some;
        return some;
    }

    private boolean ready() throws IOException {
        while (!over && at == piece.length) {
            byte[] following = next();
            over = following == null;
            piece = following == null ? piece : following;
            at = 0;
        }
        return !over;
    }

    @Override
    public void close() throws IOException {
        over = true;
    }
}
