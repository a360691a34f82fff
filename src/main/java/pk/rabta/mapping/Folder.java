package pk.rabta.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of mappings; names its files as a reader of the repository would. */
record Folder(Path root) {

    private static final Set<String> SHARED = Set.of("contracts", "codes", "lib");

    static Folder at(Path root) {
        if (!Files.isDirectory(root)) {
            throw MappingException.at(
                    "mappings",
                    "rabta.home",
                    "there is no folder of mappings",
                    "Set rabta.home to the folder that holds mappings, config and routes.");
        }
        return new Folder(root.toAbsolutePath().normalize());
    }

    /** The file's name from the folder on, with forward slashes. */
    String name(Path file) {
        return "mappings/"
                + root.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    List<String> partners() {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory)
                    .map(p -> p.getFileName().toString())
                    .filter(name -> !SHARED.contains(name) && !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files with this ending directly in a sub-folder, sorted; none if there is no such folder. */
    List<Path> files(String sub, String ending) {
        Path dir = root.resolve(sub);
        if (!Files.isDirectory(dir)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(dir)) {
            return entries.filter(Files::isRegularFile)
                    .filter(p -> p.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw MappingException.at(name(file), "", "cannot be read as UTF-8", "Check the file and its encoding.");
        }
    }

    /** The file's name up to its first dot. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.indexOf('.'));
    }
}
