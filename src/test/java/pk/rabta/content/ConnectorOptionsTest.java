package pk.rabta.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of options agrees with the route templates: each that a template reads, required where it has no default. */
class ConnectorOptionsTest {

    private static final Pattern OPTION = Pattern.compile("\\.options\\.([a-z.-]+)(:[^}]*)?}}");

    @Test
    void templatesReadWhatTheListNames() throws IOException {
        JsonNode list = new YAMLMapper().readTree(Path.of("routes/connectors/options.yaml").toFile());
        List<String> templates = new ArrayList<>();
        for (RouteFile file : RouteFile.in(Path.of("routes/connectors"))) {
            for (JsonNode template : file.all("routeTemplate")) {
                String id = template.path("id").asText();
                templates.add(id);
                Matcher option = OPTION.matcher(template.toString());
                while (option.find()) {
                    assertThat(list.path(id).path(option.group(1)).asText()).as(id + ": " + option.group(1))
                            .isEqualTo(option.group(2) == null ? "required" : "optional");
                }
            }
        }
        assertThat(templates).containsAll(list::fieldNames);
    }
}
