package pk.rabta.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import pk.rabta.settings.WrongSettingsException;

/** A misspelt key of application.yaml stops the start; the shipped file has none. */
@ResourceLock(Resources.SYSTEM_OUT)
class SettingKeysTest {

    private static final Pattern READ = Pattern.compile("(?:\\$\\{|getProperty\\(\"|\\{\\{)(rabta\\.[a-z.-]+[a-z])[:}\"]");

    /** The check before all else; records of settings are known, not made. */
    @ConfigurationPropertiesScan("pk.rabta")
    @Import(SettingKeys.class)
    static class OnlyKeys {}

    @Test
    void namesFileKeyAndTheNearestOne(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("application.yaml");
        Files.writeString(file, Files.readString(Path.of("config/application.yaml")).replace("due-soon: 1d", "due-son: 1d")
                .replace("relay:\n    period", "relay:\n    perod"));
        assertThatThrownBy(() -> start(folder)).isInstanceOfSatisfying(WrongSettingsException.class, wrong ->
                assertThat(wrong.lines()).hasSize(2)
                        .anyMatch(line -> line.contains("application.yaml: unknown key 'rabta.clocks.due-son'; did you "
                                + "mean 'due-soon'?"))
                        .anyMatch(line -> line.contains("'rabta.relay.perod'; did you mean 'period'?")));
    }

    /** With the shipped file the start goes past the check, to the first record that lacks its value. */
    @Test
    void theShippedFileHasKnownKeysOnly() {
        assertThatThrownBy(() -> start(Path.of("config"))).isNotInstanceOf(WrongSettingsException.class);
    }

    @Test
    void theListOfSingleKeysIsWhatCodeAndRoutesRead() throws IOException {
        Set<String> read = new TreeSet<>();
        for (Path root : Set.of(Path.of("src/main/java"), Path.of("routes"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Matcher key = READ.matcher(Files.readString(file));
                    while (key.find()) {
                        read.add(key.group(1));
                    }
                }
            }
        }
        read.remove("rabta.webhooks.timeout");   // also in a record
        assertThat(SettingKeys.SINGLE).containsExactlyInAnyOrderElementsOf(read);
    }

    private static void start(Path folder) {
        new SpringApplicationBuilder(OnlyKeys.class).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false).registerShutdownHook(false)
                .run("--spring.config.location=file:" + folder + "/", "--rabta.home=" + folder).close();
    }
}
