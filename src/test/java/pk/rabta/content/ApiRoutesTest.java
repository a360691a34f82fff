package pk.rabta.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The API's contract and its routes are the same list. */
class ApiRoutesTest {

    private final Set<String> operations = new TreeSet<>();
    private final List<String> built = RouteFile.in(Path.of("routes")).stream().flatMap(f -> f.routes().stream())
            .map(route -> route.body().at("/from/uri").asText()).filter(uri -> uri.startsWith("direct:"))
            .map(uri -> uri.substring("direct:".length())).toList();
    private final JsonNode api = RouteFile.read(Path.of("routes"), Path.of("routes/api.camel.yaml")).tree();

    ApiRoutesTest() throws IOException {
        JsonNode contract = new YAMLMapper().readTree(Path.of("src/main/resources/openapi/rabta-v1.yaml").toFile());
        contract.path("paths").forEach(path -> path.forEach(operation -> {
            if (operation.has("operationId")) {
                operations.add(operation.get("operationId").asText());
            }
        }));
    }

    @Test
    void noOperationHasTwoRoutes() {
        assertThat(operations).isNotEmpty();
        assertThat(built).filteredOn(operations::contains).isNotEmpty().doesNotHaveDuplicates();
    }

    /** Until all are built, an operation without its route answers 501; then missingOperation is fail, and this holds. */
    @Test
    void everyOperationHasItsRouteOnceNoneMayBeMissing() {
        String missing = api.findPath("missingOperation").asText("fail");
        assertThat(missing).isIn("fail", "ignore");
        if (missing.equals("fail")) {
            assertThat(built).containsAll(operations);
        }
    }
}
