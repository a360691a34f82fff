package pk.rabta.batch.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.api.SealedFile;

/**
 * Brings a partner's file to this machine before the database hears of it. However slow the line is, no transaction waits
 * for it: one that is open holds back every event, webhook and number of the audit, of all partners.
 */
@Component
public class Downloads {

    private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);

    private final DownloadSettings settings;

    Downloads(DownloadSettings settings) {
        this.settings = settings;
    }

    /**
     * The content, sealed, to be closed by the caller. Of what is refused anyway no more is fetched than it takes to see so:
     * of a file that is longer than allowed, one byte more than that; of one that is packed, its first piece.
     *
     * @param most bytes of a file that are taken
     * @throws IOException          where the content breaks off: nothing is left of it
     * @throws UncheckedIOException where this machine has no room
     */
    public Download whole(InputStream content, long most) throws IOException {
        SealedFile file = kept(() -> SealedFile.in(settings.folder()));
        boolean whole = false;
        try {
            byte[] hash = copy(content, kept(file::output), most);
            whole = true;
            return new Download(file, hash);
        } finally {
            if (!whole) {
                file.close();
            }
        }
    }

    /** @return the hash, or null of what is refused and so not fetched to its end */
    private static byte @Nullable [] copy(InputStream content, OutputStream sealed, long most) throws IOException {
        MessageDigest digest = Digests.sha256();
        byte[] piece = new byte[Spool.PIECE];
        boolean packed = false;
        long left = most + 1;
        while (left > 0 && !packed) {
            int some = content.readNBytes(piece, 0, (int) Math.min(piece.length, left));
            if (some == 0) {
                break;
            }
            packed = left > most && Signatures.packed(Arrays.copyOf(piece, some)) != null;
            kept(() -> {
                sealed.write(piece, 0, some);
                return sealed;
            });
            digest.update(piece, 0, some);
            left -= some;
        }
        kept(() -> {
            sealed.close();
            return sealed;
        });
        return packed || left == 0 ? null : digest.digest();
    }

    private interface Work<T> {

        T run() throws IOException;
    }

    /** What fails here is the hub's own room, not the partner's server. */
    private static <T> T kept(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            LOG.error("rabta.batch.directory takes nothing, so no file can be fetched: {}", e.getClass().getSimpleName());
            throw new UncheckedIOException("No room for a partner's file", e);
        }
    }
}
