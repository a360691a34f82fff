package pk.rabta.protection;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What one node has of keys, over a database that several share; its key file is its own. */
final class KeyNode {

    final MasterKeys keys;
    final Vault vault;
    final Reseal reseal;
    final KeyStatus status;
    private final Path file;

    KeyNode(Path file, JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.file = file;
        KeyHolders holders = new KeyHolders(jdbc, clock);
        KeyUse use = new KeyUse(jdbc);
        keys = new MasterKeys(new ProtectionSettings(null, List.of(), file), holders, use, clock,
                new SimpleMeterRegistry());
        vault = new Vault(keys);
        reseal = new Reseal(jdbc, transaction, keys, holders, use, vault, clock, new SimpleMeterRegistry());
        status = new KeyStatus(keys, holders, use, new EarlierRows(jdbc));
    }

    /** The operator writes the file; the node has not looked yet. */
    void write(String... lines) {
        write(file, lines);
    }

    static Path write(Path file, String... lines) {
        try {
            return Files.writeString(file, String.join("\n", lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String sealing() {
        return keys.sealing().id();
    }
}
