package pk.rabta.sandbox.leak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import pk.rabta.sandbox.Database;

/** Where things are kept, read as somebody would read them who has the disk, a dump or a screen. */
final class Places {

    private final LeakScanner scanner = new LeakScanner();
    private final Set<String> found = new TreeSet<>();

    Places(Set<String> values) {
        values.forEach(scanner::add);
    }

    /** What was found since the last time: a line each, with place, form and the marked value. */
    Set<String> take() {
        Set<String> taken = new TreeSet<>(found);
        found.clear();
        return taken;
    }

    void bytes(String place, byte[] data) {
        scanner.scan(data, (value, form) -> found.add(place + " holds '" + value + "' as " + form));
    }

    void text(String place, String text) {
        bytes(place, text.getBytes(StandardCharsets.UTF_8));
    }

    /** All files below, names included. @return how many bytes there were */
    long files(String place, Path directory) {
        long size = 0;
        for (Path file : below(directory)) {
            try {
                byte[] data = Files.readAllBytes(file);
                size += data.length;
                bytes(place + " " + directory.relativize(file), data);
                text(place + ", a name", file.getFileName().toString());
            } catch (NoSuchFileException gone) {
                // Of a server that runs.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return size;
    }

    /** Every table as a dump writes it, a table a piece. @return their names */
    List<String> dump(Database database) {
        List<String> tables = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection()) {
            var names = connection.createStatement().executeQuery("""
                    select format('%I.%I', schemaname, tablename) from pg_tables
                    where schemaname not in ('pg_catalog', 'information_schema') order by 1""");
            while (names.next()) {
                tables.add(names.getString(1));
            }
            for (String table : tables) {
                ByteArrayOutputStream copy = new ByteArrayOutputStream();
                connection.unwrap(PGConnection.class).getCopyAPI()
                        .copyOut("copy (select * from " + table + ") to stdout", copy);
                bytes("the dump of " + table, copy.toByteArray());
            }
            return tables;
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> below(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
