package pk.rabta.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.oas.OpenApi30;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The OpenAPI document with its schemas compiled once. */
@Component
public class Contract {

    static final String RESOURCE = "openapi/rabta-v1.yaml";
    private static final String ADDRESS = "https://rabta.pk/openapi/rabta-v1.yaml";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final SchemaValidatorsConfig SETTINGS = SchemaValidatorsConfig.builder()
        .formatAssertionsEnabled(true).pathType(PathType.JSON_POINTER).typeLoose(false).build();

    private final byte[] source;
    private final JsonNode document;
    private final JsonSchema schemas;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    public Contract(Clock clock) {
        try (InputStream in = Contract.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + RESOURCE);
            }
            source = in.readAllBytes();
            document = new YAMLMapper().readTree(source);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + RESOURCE, unreadable);
        }
        String text = document.toString();
        // The document around the schemas has members that are no keywords: no reason to warn of them.
        JsonMetaSchema dialect = JsonMetaSchema.builder(OpenApi30.getInstance())
            .unknownKeywordFactory((name, node) -> new NonValidationKeyword(name))
            .formats(ContractFormats.all(clock)).build();
        schemas = JsonSchemaFactory.builder().defaultMetaSchemaIri(dialect.getIri()).metaSchema(dialect)
            .schemaLoaders(loaders -> loaders.schemas(Map.of(ADDRESS, text))).build()
            .getSchema(SchemaLocation.of(ADDRESS), SETTINGS);
        document.path("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> {
            if (METHODS.contains(method.getKey())) {
                Operation operation = operation(path.getKey(), method.getKey(), method.getValue());
                operations.put(operation.id(), operation);
            }
        }));
    }

    /** Operations by operationId. */
    public Map<String, Operation> operations() {
        return operations;
    }

    public JsonNode document() {
        return document;
    }

    byte[] source() {
        return source;
    }

    /** The schema at a place of the document, such as {@code /components/schemas/Problem}. */
    public SchemaCheck schema(String pointer) {
        // Not asked of the factory by its whole address: that would read the document again for each schema.
        return new SchemaCheck(schemas.getRefSchema(SchemaLocation.Fragment.of("#" + pointer)));
    }

    private Operation operation(String path, String method, JsonNode node) {
        String at = "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method;
        List<String> scopes = new ArrayList<>();
        node.path("security").forEach(way -> way.path("oauth").forEach(scope -> scopes.add(scope.asText())));
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < node.path("parameters").size(); i++) {
            parameters.add(parameter(node.path("parameters").get(i), at + "/parameters/" + i));
        }
        String takes = node.at("/requestBody/content").has(Operation.LINES) ? Operation.LINES : "application/json";
        String bodyAt = "/requestBody/content/application~1json/schema";
        SchemaCheck body = node.at(bodyAt).isMissingNode() ? null : schema(at + bodyAt);
        return new Operation(node.path("operationId").asText(), method.toUpperCase(java.util.Locale.ROOT), path,
            List.copyOf(scopes), List.copyOf(parameters), takes, body, node.at("/requestBody/required").asBoolean(),
            forms(node.path("responses")));
    }

    private static List<String> forms(JsonNode responses) {
        List<String> forms = new ArrayList<>();
        responses.properties().stream().filter(response -> response.getKey().startsWith("2"))
            .forEach(response -> response.getValue().path("content").fieldNames().forEachRemaining(forms::add));
        return forms.isEmpty() ? List.of("application/json") : forms.stream().distinct().toList();
    }

    private Parameter parameter(JsonNode given, String givenAt) {
        String at = given.has("$ref") ? given.path("$ref").asText().substring(1) : givenAt;
        JsonNode node = document.at(at);
        JsonNode schema = node.path("schema");
        JsonNode resolved = schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
        JsonNode fallback = resolved.path("default");
        return new Parameter(node.path("name").asText(), node.path("in").asText(), node.path("required").asBoolean(),
            resolved.path("type").asText(), fallback.isMissingNode() ? null : Parameter.value(fallback),
            schema(at + "/schema"));
    }
}
