package pk.rabta.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing that is shipped looks like a secret. */
class NoSecretsTest {

    private static final List<Path> SHIPPED = List.of(Path.of("config"), Path.of("routes"), Path.of("src/main/docker"),
            Path.of("src/main/resources/application.yaml"), Path.of("docker-compose.yml"));
    private static final Pattern ASSIGNED = Pattern.compile("(?im)^[^#\\n]*?[\\w-]*(?:password|passwd|secret|private-?key|"
            + "master-?keys?|api-?key)[\"']?\\s*[:=][ \\t]*([^\\n#]+)");
    /** A reference (of the shell, of Camel, of psql), nothing, or a word that says how a password is shown or asked for. */
    private static final Pattern HARMLESS = Pattern.compile("(?s)[\"']?(?:\\$\\{.*|digest\\b.*|text\\b.*|true.*|false.*|"
            + "optional|RAW\\(\\{\\{.*|[a-z]+_password';|\\$[A-Z_].*|\\$\\(.*|[\\s,})\\]\"']*)");
    private static final Pattern RANDOM = Pattern.compile("(?<![\\w/+.-])(?=[\\w/+-]*[0-9])(?=[\\w/+-]*[A-Z])(?=[\\w/+-]*[a-z])"
            + "[A-Za-z0-9/+]{32,}={0,2}(?![\\w/.-])");

    @Test
    void noSecretIsWrittenDown() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path root : SHIPPED) {
            if (!Files.exists(root)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    look(file, Files.readString(file), found);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void aSecretWouldBeSeen() {
        List<String> found = new ArrayList<>();
        look(Path.of("a"), "auth: { password: hunter2 }", found);
        look(Path.of("b"), "key: Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE=", found);
        look(Path.of("c"), "-----BEGIN PRIVATE KEY-----", found);
        look(Path.of("d"), "password: ${X}\nsecret: \"${Y:}\"\n# password: as you like\n", found);
        assertThat(found).hasSize(3);
    }

    private static void look(Path file, String text, List<String> found) {
        if (text.contains("PRIVATE KEY-----")) {
            found.add(file + ": a private key");
        }
        Matcher assigned = ASSIGNED.matcher(text);
        while (assigned.find()) {
            if (!HARMLESS.matcher(assigned.group(1).strip()).matches()) {
                found.add(file + ": " + assigned.group().strip());
            }
        }
        Matcher random = RANDOM.matcher(text);
        while (random.find()) {
            found.add(file + ": " + random.group());
        }
    }
}
