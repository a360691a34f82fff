package pk.rabta.api;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.subtle.Random;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that only this process can read, for as long as it is open: sealed under a key that is nowhere but in memory, and
 * without a name from the start, so that the system takes its room back however the process ends.
 */
public final class SealedFile implements Closeable {

    private static final int KEY_BYTES = 32;
    /** Sealed and opened at once. */
    private static final int PIECE = 64 * 1024;
    private static final byte[] CONTEXT = new byte[0];

    private final FileChannel channel;
    private final AesGcmHkdfStreaming cipher;

    private SealedFile(FileChannel channel, AesGcmHkdfStreaming cipher) {
        this.channel = channel;
        this.cipher = cipher;
    }

    /** A new file in a folder, which is made where it is missing. */
    public static SealedFile in(Path folder) throws IOException {
        try {
            AesGcmHkdfStreaming cipher = new AesGcmHkdfStreaming(Random.randBytes(KEY_BYTES), "HmacSha256", KEY_BYTES,
                PIECE, 0);
            Files.createDirectories(folder);
            return new SealedFile(FileChannel.open(folder.resolve("rabta-" + UUID.randomUUID() + ".sealed"),
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE), cipher);
        } catch (InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("This JVM cannot seal files", e);
        }
    }

    /** The folder that a setting names; the system's for such files where it names none. */
    public static Path folder(@Nullable String directory) {
        return Path.of(directory == null || directory.isBlank() ? System.getProperty("java.io.tmpdir") : directory);
    }

    /** @throws IllegalArgumentException with the setting's key, if no file can be made there */
    public static void check(String key, @Nullable String directory) {
        try {
            in(folder(directory)).close();
        } catch (IOException e) {
            throw new IllegalArgumentException(key + ": no file can be made in " + folder(directory) + " ("
                + e.getClass().getSimpleName() + "). Name a folder that the hub may write to", e);
        }
    }

    /** To be written once; what is there is whole when it was closed. */
    public OutputStream output() throws IOException {
        try {
            return cipher.newEncryptingStream(new FilterOutputStream(Channels.newOutputStream(channel)) {

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    out.write(bytes, from, length);
                }

                @Override
                public void close() {
                    // The file is yet to be read.
                }
            }, CONTEXT);
        } catch (GeneralSecurityException e) {
            throw new IOException("The file cannot be sealed", e);
        }
    }

    /** All of it from the start, buffered; fails where it is not what was written. */
    public InputStream input() throws IOException {
        try {
            channel.position(0);
            return cipher.newDecryptingStream(Channels.newInputStream(channel), CONTEXT);
        } catch (GeneralSecurityException e) {
            throw new IOException("The file cannot be opened", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
