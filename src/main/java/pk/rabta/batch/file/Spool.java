package pk.rabta.batch.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.protection.Vault;

/** Files in the database, in sealed pieces, so that memory does not grow with their size. */
@Component
public class Spool {

    static final int PIECE = 256 * 1024;

    private final JdbcClient jdbc;
    private final Vault vault;

    public Spool(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /**
     * Stores a text file of at most so many bytes.
     *
     * @throws FileProblem.Refused if it is larger, or a workbook or packed, of which nothing is stored
     */
    public void write(UUID file, InputStream content, long most) throws IOException {
        byte[] key = newKey(file);
        long size = 0;
        int number = 0;
        for (byte[] piece = content.readNBytes(PIECE); piece.length > 0; piece = content.readNBytes(PIECE)) {
            FileProblem packed = size == 0 ? Signatures.packed(piece) : null;
            if (packed != null) {
                throw new FileProblem.Refused(packed);
            }
            size += piece.length;
            if (size > most) {
                throw new FileProblem.Refused(FileProblem.of("file.too-large", "most " + most + " bytes"));
            }
            store(file, key, number++, piece);
        }
    }

    /** A stream into a file's pieces; whoever closes it has written all. */
    public OutputStream output(UUID file) {
        byte[] key = newKey(file);
        return new OutputStream() {
            private final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE);
            private int number;

            @Override
            public void write(int value) {
                piece.write(value);
                flushFull();
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                piece.write(bytes, from, length);
                flushFull();
            }

            private void flushFull() {
                if (piece.size() >= PIECE) {
                    close();
                }
            }

            @Override
            public void close() {
                if (piece.size() > 0) {
                    store(file, key, number++, piece.toByteArray());
                    piece.reset();
                }
            }
        };
    }

    /** The file's bytes; none where it is over. */
    public InputStream read(UUID file) {
        byte[] key = jdbc.sql("select sealed_key from batch_file where id = :file").param("file", file)
                .query((row, n) -> row.getBytes(1)).optional().orElse(null);
        return new Pieces() {
            private int number;

            @Override
            protected byte @Nullable [] next() {
                return piece(file, key, number++);
            }
        };
    }

    /** Deletes the pieces, and the key under which copies of them may be. */
    public void clear(UUID file) {
        jdbc.sql("update batch_file set sealed_key = null where id = :file").param("file", file).update();
        jdbc.sql("delete from batch_chunk where file_id = :file").param("file", file).update();
    }

    /** A file's own key: what is written anew has a new one. */
    private byte[] newKey(UUID file) {
        byte[] key = vault.newKey(owner(file));
        jdbc.sql("update batch_file set sealed_key = :key where id = :file").param("key", key).param("file", file)
                .update();
        return key;
    }

    private void store(UUID file, byte[] key, int number, byte[] piece) {
        jdbc.sql("insert into batch_chunk (file_id, number, content) values (:file, :number, :content)")
                .param("file", file).param("number", number)
                .param("content", vault.seal(key, owner(file), context(file, number), piece)).update();
    }

    private byte @Nullable [] piece(UUID file, byte @Nullable [] key, int number) {
        return key == null ? null : jdbc.sql("select content from batch_chunk where file_id = :file and number = :number")
                .param("file", file).param("number", number).query((row, n) -> row.getBytes(1)).optional()
                .map(sealed -> vault.open(key, owner(file), context(file, number), sealed)).orElse(null);
    }

    private static String owner(UUID file) {
        return "file/" + file;
    }

    private static String context(UUID file, int number) {
        return "batch/" + file + '/' + number;
    }
}
