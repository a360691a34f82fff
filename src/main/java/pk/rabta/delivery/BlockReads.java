package pk.rabta.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose every read is one of a block, so that what watches it stands in one method. */
public abstract class BlockReads extends FilterInputStream {

    protected BlockReads(InputStream watched) {
        super(watched);
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] into, int offset, int length) throws IOException;
}
