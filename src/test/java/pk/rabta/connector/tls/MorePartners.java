package pk.rabta.connector.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.context.support.StandardServletEnvironment;
import pk.rabta.RabtaApplication;
import pk.rabta.sandbox.SandboxEnvironment;

/** A hub with more partners: each is the sixth partner under another name, and proves itself in another way. */
final class MorePartners {

    private static final Path PARTNER = Path.of("src/test/resources/sixth-partner");
    private static final String NAME = "edu-kp";

    private final Path home;
    private final String url;

    MorePartners(Path home, String url) throws IOException {
        this.home = home;
        this.url = url;
        for (String folder : List.of("config", "routes", "mappings")) {
            copy(Path.of(folder), home.resolve(folder), NAME, "");
        }
    }

    /** Adds one with these lines in its profile. */
    void add(String id, String lines) throws IOException {
        copy(PARTNER, home, id, "\n  " + lines + "\n");
    }

    ConfigurableApplicationContext hub(SandboxEnvironment sandbox, String... arguments) {
        StandardServletEnvironment environment = new StandardServletEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("sandbox", sandbox.properties()));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--rabta.home=" + home, "--server.port=0", "--management.server.port=0",
                "--camel.main.routes-include-pattern=file:" + home + "/routes/**/*.camel.yaml", "--EDU_KP_URL=" + url,
                "--EDU_KP_PASSWORD=secret-of-a-test"));
        return new SpringApplicationBuilder(RabtaApplication.class).environment(environment)
                .run(all.toArray(String[]::new));
    }

    private static void copy(Path from, Path to, String id, String lines) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString().replace(NAME, id));
                Files.createDirectories(target.getParent());
                String text = Files.readString(file).replace(NAME, id);
                Files.writeString(target, file.endsWith("partner.yaml") ? text.stripTrailing() + lines : text);
            }
        }
    }
}
