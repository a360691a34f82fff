package pk.rabta.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.resource.AllowSchemaLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The JSON Schemas of the mappings folder, compiled once. A format {@code code-<list>} is checked against the canonical
 * list; no schema is ever fetched from elsewhere.
 */
public final class Schemas {

    private final Folder folder;
    private final Map<Path, JsonSchema> compiled = new HashMap<>();

    private Schemas(Folder folder) {
        this.folder = folder;
    }

    /**
     * Compiles {@code contracts/*.schema.json} and {@code <partner>/*.schema.json}.
     *
     * @throws MappingException with every file that is wrong
     */
    public static Schemas load(Path mappings, CodeLists codes) {
        Schemas schemas = new Schemas(Folder.at(mappings));
        List<Path> files = new ArrayList<>(schemas.folder.files("contracts", ".schema.json"));
        schemas.folder.partners().forEach(partner -> files.addAll(schemas.folder.files(partner, ".schema.json")));
        schemas.compile(files, codes);
        return schemas;
    }

    /** The names of the canonical contracts. */
    public Set<String> contracts() {
        return Set.copyOf(folder.files("contracts", ".schema.json").stream()
                .map(Folder::stem)
                .toList());
    }

    /**
     * Everything in which a document breaks a canonical contract; empty if it is valid.
     *
     * @param contract such as {@code referral}
     */
    public List<Violation> violations(String contract, JsonNode document) {
        JsonSchema schema = compiled.get(folder.root().resolve("contracts").resolve(contract + ".schema.json"));
        if (schema == null) {
            throw new IllegalArgumentException("There is no contract " + contract + "; there are " + contracts());
        }
        return violations(schema, document);
    }

    static List<Violation> violations(JsonSchema schema, JsonNode document) {
        return schema.validate(document).stream()
                .map(m -> new Violation(
                        m.getInstanceLocation().toString(),
                        text(m.getMessage(), m.getInstanceLocation().toString())))
                .distinct()
                .toList();
    }

    /** The compiled schema of a file of the folder. */
    JsonSchema of(Path file) {
        JsonSchema schema = compiled.get(file);
        if (schema == null) {
            throw new IllegalArgumentException("Not a schema of the folder: " + folder.name(file));
        }
        return schema;
    }

    private static String text(String message, String pointer) {
        return message.startsWith(pointer + ": ") ? message.substring(pointer.length() + 2) : message;
    }

    private void compile(List<Path> files, CodeLists codes) {
        List<Violation> wrong = new ArrayList<>();
        Map<String, String> texts = new HashMap<>();
        Map<Path, String> ids = new HashMap<>();
        for (Path file : files) {
            String text = folder.text(file);
            try {
                String id = Json.MAPPER.readTree(text).path("$id").asText("urn:rabta:file:" + folder.name(file));
                ids.put(file, id);
                if (texts.put(id, text) != null) {
                    wrong.add(new Violation(folder.name(file), "$id " + id + " is used by another file too"));
                }
            } catch (JsonProcessingException e) {
                wrong.add(
                        new Violation(folder.name(file) + ":" + e.getLocation().getLineNr(), e.getOriginalMessage()));
            }
        }
        JsonSchemaFactory factory = factory(texts, codes);
        ids.forEach((file, id) -> {
            try {
                JsonSchema schema = factory.getSchema(SchemaLocation.of(id), config());
                check(factory, schema, file, wrong);
                schema.initializeValidators();
                compiled.put(file, schema);
            } catch (JsonSchemaException e) {
                wrong.add(new Violation(folder.name(file), String.valueOf(e.getMessage())));
            }
        });
        if (!wrong.isEmpty()) {
            throw new MappingException("mappings", "schemas are wrong", wrong, "Correct the files named.");
        }
    }

    /** A misspelt keyword's value, such as an unknown type, would otherwise be found by the first message only. */
    private void check(JsonSchemaFactory factory, JsonSchema schema, Path file, List<Violation> wrong) {
        JsonSchema meta =
                factory.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"), config());
        violations(meta, schema.getSchemaNode())
                .forEach(v -> wrong.add(new Violation(folder.name(file) + "#" + v.where(), v.what())));
    }

    private static JsonSchemaFactory factory(Map<String, String> texts, CodeLists codes) {
        var meta = JsonMetaSchema.builder(JsonMetaSchema.getV202012());
        codes.lists().forEach(list -> meta.format(new CodeFormat(list, codes)));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012, builder -> builder.metaSchema(meta.build())
                .schemaLoaders(loaders -> loaders.schemas(texts)
                        .add(new AllowSchemaLoader(iri -> iri.toString().startsWith("classpath:")))));
    }

    private static SchemaValidatorsConfig config() {
        return SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .locale(Locale.ROOT)
                .regularExpressionFactory(regex -> {
                    // In Java a final $ also matches before a last line feed; in JSON Schema it does not.
                    Pattern pattern = Pattern.compile(
                            regex.endsWith("$") && !regex.endsWith("\\$")
                                    ? regex.substring(0, regex.length() - 1) + "\\z"
                                    : regex);
                    return value -> pattern.matcher(value).find();
                })
                .build();
    }

    private record CodeFormat(String list, CodeLists codes) implements Format {

        @Override
        public String getName() {
            return "code-" + list;
        }

        @Override
        public String getErrorMessageDescription() {
            return "must be a code of mappings/codes/" + list + ".yaml";
        }

        @Override
        public boolean matches(ExecutionContext context, String value) {
            return codes.usable(list, value);
        }
    }
}
