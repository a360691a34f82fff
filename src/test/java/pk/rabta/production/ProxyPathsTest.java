package pk.rabta.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What src/docs/production.md tells the proxy to pass is what the hub serves. */
class ProxyPathsTest {

    private static final Pattern ROUTE = Pattern.compile("platform-http:(/[^\"'\\s,}]+)");
    private static final Pattern CODE =
            Pattern.compile("(?:Mapping|addResourceHandler|securityMatcher)\\(\\{?\"(/[^\"]+)\"|= \"(/[a-z0-9]+/[^\"]+)\";");
    private static final Pattern ROW = Pattern.compile("(?m)^   \\| (`/[^|]+) \\|");
    private static final Pattern PATH = Pattern.compile("`(/[^`]+)`");

    @Test
    void theDocumentNamesEveryPathAndNoOther() throws IOException {
        Set<String> served = new TreeSet<>();
        for (Path file : files(Path.of("routes"), ".camel.yaml")) {
            find(ROUTE, file).map(path -> path.group(1)).forEach(served::add);
        }
        for (Path file : files(Path.of("src/main/java"), ".java")) {
            find(CODE, file).map(path -> path.group(1) == null ? path.group(2) : path.group(1)).forEach(served::add);
        }
        JsonNode settings = new YAMLMapper().readTree(Files.readString(Path.of("config/application.yaml")));
        served.add(settings.at("/cxf/path").asText());
        if (settings.at("/management/endpoint/health/probes/add-additional-paths").asBoolean()) {
            served.add("/livez");
        }
        assertThat(served).contains("/.well-known/jwks.json", "/docs", "/soap", "/livez", "/v1/openapi.yaml",
                "/rest/{{partner", "/fhir/{{partner");
        Set<String> passed = new TreeSet<>();
        find(ROW, Path.of("src/docs/production.md")).forEach(row ->
                PATH.matcher(row.group(1)).results().forEach(path -> passed.add(path.group(1))));
        assertThat(served).allSatisfy(path -> assertThat(passed).as(path).anyMatch(prefix -> below(path, prefix)));
        assertThat(passed).allSatisfy(prefix -> assertThat(served).as(prefix).anyMatch(path -> below(path, prefix)));
    }

    private static boolean below(String path, String prefix) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }

    private static Stream<MatchResult> find(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file)).results().toList().stream();
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(end)).toList();
        }
    }
}
