package pk.rabta.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** src/docs/dependencies.md lists what is shipped, all of it, in the versions of this build. */
class DependenciesIT {

    /** A row: group, version, names with commas, licence. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^ |]+) \\| ([^|]+) \\| [^|]+ \\|$");

    /** By the files in the jar, which is there however it was built. JarIT holds them against the bill, with their groups. */
    @Test
    void theListIsWhatIsShipped() throws IOException {
        Set<String> listed = new TreeSet<>();
        ROW.matcher(Files.readString(Path.of("src/docs/dependencies.md"))).results().forEach(row ->
                Stream.of(row.group(3).split(",")).forEach(name -> listed.add(name.strip() + "-" + row.group(2))));
        Set<String> shipped = new TreeSet<>();
        for (String file : JarIT.libraries()) {
            String library = file.replaceFirst("[.]jar$", "");
            // Of some there is one for each kind of machine, which is no other library.
            shipped.add(listed.contains(library) ? library : listed.stream().filter(one -> library.startsWith(one + "-"))
                    .findFirst().orElse(library));
        }
        assertThat(listed).hasSizeGreaterThan(100).containsExactlyElementsOf(shipped);
    }

    @Test
    void theListNamesTheGroups() throws IOException {
        TreeSet<String> shipped = new TreeSet<>();
        for (Shipped one : Shipped.of(JarIT.jar())) {
            shipped.add(one.group() + ":" + one.name() + ":" + one.version());
        }
        String document = Files.readString(Path.of("src/docs/dependencies.md"));
        TreeSet<String> listed = new TreeSet<>();
        ROW.matcher(document).results().forEach(row -> Stream.of(row.group(3).split(",")).map(String::strip)
                .forEach(name -> listed.add(row.group(1) + ":" + name + ":" + row.group(2))));
        assertThat(listed).containsExactlyElementsOf(shipped);
    }
}
