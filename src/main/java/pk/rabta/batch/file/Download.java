package pk.rabta.batch.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.SealedFile;

/**
 * A partner's file on this machine, there until it is closed.
 *
 * @param sealed what was fetched of it
 * @param sha256 its hash; null where not all of it was fetched: then {@link Spool#write} refuses it
 */
public record Download(SealedFile sealed, byte @Nullable [] sha256) implements Closeable {

    /** All that was fetched, from the start. */
    public InputStream input() throws IOException {
        return sealed.input();
    }

    @Override
    public void close() throws IOException {
        sealed.close();
    }
}
