package pk.rabta.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder of mappings loaded as the hub loads it. */
record MappingFolder(Path root, CodeLists codes, Schemas schemas, Mappings mappings) {

    static final Path REAL = Path.of("mappings");
    static final Path FIXTURES = Path.of("src/test/resources/mapping-fixtures");

    static MappingFolder load(Path root) {
        CodeLists codes = CodeLists.load(root);
        Schemas schemas = Schemas.load(root, codes);
        return new MappingFolder(root, codes, schemas, Mappings.load(root, codes, schemas));
    }

    /** Writes a copy of the fixtures into an empty folder, to be spoilt there. */
    static Path copy(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                Path to = target.resolve(FIXTURES.relativize(file).toString());
                try {
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return target;
    }
}
