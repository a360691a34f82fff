package pk.rabta.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The table of {@code src/test/resources/access/matrix.txt}: what each role is to be answered. */
record Matrix(List<String> roles, List<Row> rows) {

    private static final Path FILE = Path.of("src/test/resources/access/matrix.txt");

    /** One operation, the kind of object it is asked for, and an expectation for each role. */
    record Row(String operation, String object, List<String> expected) {}

    static Matrix read() {
        try {
            List<Row> rows = new ArrayList<>();
            List<String> roles = List.of();
            for (String line : Files.readAllLines(FILE)) {
                List<String> words = List.of(line.strip().split("\\s+"));
                if (line.startsWith("#operation")) {
                    roles = words.subList(2, words.size());
                } else if (!line.startsWith("#") && !line.isBlank()) {
                    rows.add(new Row(words.get(0), words.get(1), words.subList(2, words.size())));
                }
            }
            return new Matrix(roles, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
