package pk.rabta.partner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/**
 * Adds each {@code config/partners/<id>/partner.yaml} to the settings, so that a profile may use
 * {@code ${VARIABLES}} and a route may use {@code {{rabta.partners.<id>.url}}}.
 */
class PartnerFiles implements EnvironmentPostProcessor {

    /** How the sources of profiles are named, before the file's path. */
    static final String NAME = "partner profile ";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Path home = Path.of(environment.getProperty("rabta.home", "."));
        for (Path file : files(home.resolve("config/partners"))) {
            load(file).forEach(environment.getPropertySources()::addLast);
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> partners = Files.list(folder)) {
            return partners.map(p -> p.resolve("partner.yaml")).filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot list " + folder, e);
        }
    }

    private static List<PropertySource<?>> load(Path file) {
        try {
            return new YamlPropertySourceLoader().load(NAME + file, new FileSystemResource(file));
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(file + " is not readable YAML: " + e.getMessage(), e);
        }
    }
}
