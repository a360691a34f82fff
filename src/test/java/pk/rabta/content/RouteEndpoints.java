package pk.rabta.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import pk.rabta.mapping.CodeLists;
import pk.rabta.mapping.Mappings;
import pk.rabta.mapping.Schemas;

/** Where routes read from and send to: known options only, mappings that exist, direct: routes that exist. */
final class RouteEndpoints {

    /** Innermost first, since a key may hold the partner's name: {@code {{rabta.partners.{{partner}}.url}}}. */
    private static final String PLACEHOLDER = "\\{\\{[^{}]*}}";
    private static final String VALUE = "$value";
    private static final String HEADERS = "#apiHeaders";
    /** Of the hub's own sftp component, which takes it out. */
    private static final String PARTNER = "partner";

    private final CamelCatalog catalog = new DefaultCamelCatalog();
    private final Set<String> mappings;
    private final Set<String> targets;

    RouteEndpoints(Path routes) {
        Path folder = Path.of("mappings");
        CodeLists codes = CodeLists.load(folder);
        mappings = Mappings.load(folder, codes, Schemas.load(folder, codes)).ids();
        targets = RouteFile.in(routes).stream().flatMap(file -> file.routes().stream())
                .map(route -> plain(route.body().at("/from/uri").asText())).collect(Collectors.toSet());
    }

    /** What is wrong with a from, to or toD. */
    List<String> check(String kind, JsonNode step) {
        if (!step.isObject()) {
            return List.of("write " + kind + ": { uri: \"" + step.asText() + "\" }");
        }
        String uri = step.path("uri").asText();
        String scheme = uri.replaceFirst(":.*", "");
        if (uri.contains("?")) {
            return List.of(uri + ": options stand under parameters:, not behind '?'");
        }
        return switch (scheme) {
            case "mapping" -> mapping(uri);
            case "direct" -> kind.equals("to") && !targets.contains(plain(uri))
                    ? List.of("no route reads from " + uri) : List.of();
            case "cxf" -> step.at("/parameters/headerFilterStrategy").asText().equals(HEADERS)
                    ? options(uri, step.path("parameters"))
                    : List.of(uri + ": needs headerFilterStrategy: \"" + HEADERS + "\"; by itself it lets headers in "
                            + "that Camel takes for its own");
            case "platform-http" -> reads(step.at("/parameters"))
                    ? options(uri, step.path("parameters"))
                    : List.of(uri + ": needs useStreaming: \"true\"; by itself it hands the body on as text, and what was "
                            + "received is no longer what is checked and kept");
            default -> options(uri, step.path("parameters"));
        };
    }

    /** Whether the body comes as the bytes that were sent, or never. */
    private static boolean reads(JsonNode parameters) {
        return parameters.path("useStreaming").asText().equals("true")
                || parameters.path("httpMethodRestrict").asText().equals("GET");
    }

    private List<String> mapping(String uri) {
        String id = uri.substring("mapping:".length());
        boolean literal = !id.contains("{{") && !id.contains("${");
        return literal && !mappings.contains(id) ? List.of("there is no mapping mappings/" + id) : List.of();
    }

    private List<String> options(String uri, JsonNode parameters) {
        List<String> options = new ArrayList<>();
        boolean files = uri.startsWith("sftp:");
        parameters.properties().stream().filter(option -> !files || !option.getKey().equals(PARTNER))
                .forEach(option -> options.add(option.getKey() + "=" + URLEncoder.encode(
                        plain(option.getValue().asText()).replace(VALUE, "{{value}}"), StandardCharsets.UTF_8)));
        if (files && !parameters.has(PARTNER)) {
            return List.of(uri + ": needs " + PARTNER + ", whose server it is; what fails there counts for its health");
        }
        // Lenient components send unknown options to the partner as part of the address.
        String address = plain(uri).replaceFirst("^(\\w+:\\$value):\\$value", "$1:22").replace(VALUE, "value");
        EndpointValidationResult result = catalog.validateEndpointProperties(
                address + (options.isEmpty() ? "" : "?" + String.join("&", options)), true);
        return result.isSuccess() ? List.of() : List.of(uri + ": wrong options " + options + ": "
                + result.summaryErrorMessage(false).strip().replaceAll("\\s+", " "));
    }

    /** The text with each placeholder and each expression as one word. */
    private static String plain(String text) {
        String before = "";
        String after = text;
        while (!after.equals(before)) {
            before = after;
            after = before.replaceAll(PLACEHOLDER, "\\" + VALUE);
        }
        return after.replaceAll("\\$\\{[^}]*}", "\\" + VALUE);
    }
}
