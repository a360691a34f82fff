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
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    private final Map<String, JsonNode> sources;
    private final JsonSchemaFactory factory;

    private Schemas(Folder folder, Map<Path, JsonNode> files, CodeLists codes) {
        this.folder = folder;
        this.sources = new HashMap<>();
        files.forEach((file, source) -> sources.put(id(folder, file, source), source));
        Map<String, String> texts = new HashMap<>();
        sources.forEach((id, source) -> texts.put(id, source.toString()));
        this.factory = factory(texts, codes);
    }

    /**
     * Compiles {@code contracts/*.schema.json} and {@code <partner>/*.schema.json}.
     *
     * @throws MappingException with every file that is wrong
     */
    public static Schemas load(Path mappings, CodeLists codes) {
        Folder folder = Folder.at(mappings);
        List<Path> files = new ArrayList<>(folder.files("contracts", ".schema.json"));
        folder.partners().forEach(partner -> files.addAll(folder.files(partner, ".schema.json")));
        List<Violation> wrong = new ArrayList<>();
        Map<Path, JsonNode> sources = read(folder, files, wrong);
        Schemas schemas = new Schemas(folder, sources, codes);
        schemas.compile(sources, wrong);
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
        JsonSchema schema = compiled.get(file(contract));
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
        String text = message.startsWith(pointer + ": ") ? message.substring(pointer.length() + 2) : message;
        return MemberNames.text(text);
    }

    /** A canonical contract, compiled. */
    public JsonSchema contract(String contract) {
        return of(file(contract));
    }

    /** The members at the root of a canonical contract, with what they refer to written out. */
    public Map<String, JsonNode> members(String contract) {
        JsonNode schema = contract(contract).getSchemaNode();
        Map<String, JsonNode> members = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(member ->
                members.put(member.getKey(), new PlainSchemas(sources).plain(member.getValue(), schema)));
        return members;
    }

    private Path file(String contract) {
        return folder.root().resolve("contracts").resolve(contract + ".schema.json");
    }

    private static Map<Path, JsonNode> read(Folder folder, List<Path> files, List<Violation> wrong) {
        Map<Path, JsonNode> sources = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        for (Path file : files) {
            try {
                JsonNode source = Json.MAPPER.readTree(folder.text(file));
                sources.put(file, source);
                String id = id(folder, file, source);
                if (!ids.add(id)) {
                    wrong.add(new Violation(folder.name(file), "$id " + id + " is used by another file too"));
                }
            } catch (JsonProcessingException e) {
                wrong.add(
                        new Violation(folder.name(file) + ":" + e.getLocation().getLineNr(), e.getOriginalMessage()));
            }
        }
        return sources;
    }

    private static String id(Folder folder, Path file, JsonNode source) {
        return source.path("$id").asText("urn:rabta:file:" + folder.name(file));
    }

    private void compile(Map<Path, JsonNode> files, List<Violation> wrong) {
        files.forEach((file, source) -> {
            try {
                JsonSchema schema = factory.getSchema(SchemaLocation.of(id(folder, file, source)), config());
                check(schema, file, wrong);
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
    private void check(JsonSchema schema, Path file, List<Violation> wrong) {
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
