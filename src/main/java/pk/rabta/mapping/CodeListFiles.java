package pk.rabta.mapping;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads code lists and tables, and finds everything that is wrong with them in one go. */
final class CodeListFiles {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new JavaTimeModule())
            .build();

    private final Folder folder;
    private final Map<String, Map<String, Code>> lists = new HashMap<>();
    private final Map<String, CodeTable> tables = new HashMap<>();
    private final List<Violation> wrong = new ArrayList<>();

    private CodeListFiles(Folder folder) {
        this.folder = folder;
    }

    private record ListFile(
            @JsonProperty(required = true) String title,
            @JsonProperty(required = true) List<Code> codes) {}

    static CodeLists load(Path mappings) {
        CodeListFiles files = new CodeListFiles(Folder.at(mappings));
        files.folder.files("codes", ".yaml").forEach(files::list);
        for (String partner : files.folder.partners()) {
            files.folder.files(partner + "/codes", ".csv").forEach(file -> files.table(partner, file));
        }
        if (!files.wrong.isEmpty()) {
            throw new MappingException("mappings", "code lists are wrong", files.wrong, "Correct the lines named.");
        }
        return new CodeLists(Map.copyOf(files.lists), Map.copyOf(files.tables));
    }

    private void list(Path file) {
        Map<String, Code> codes = new LinkedHashMap<>();
        try {
            for (Code code : YAML.readValue(file.toFile(), ListFile.class).codes()) {
                if (code.code() == null || code.en() == null || code.ur() == null) {
                    wrong(
                            file,
                            0,
                            "an entry after " + codes.keySet().stream().reduce("the title", (a, b) -> b)
                                    + " lacks code, en or ur");
                } else if (codes.put(code.code(), code) != null) {
                    wrong(file, 0, "code " + code.code() + " is listed twice");
                }
            }
        } catch (JsonProcessingException e) {
            wrong(file, e.getLocation() == null ? 0 : e.getLocation().getLineNr(), e.getOriginalMessage());
        } catch (IOException e) {
            wrong(file, 0, "cannot be read");
        }
        for (Code code : codes.values()) {
            for (String other : Arrays.asList(code.aliasOf(), code.splitFrom())) {
                if (other != null && !codes.containsKey(other)) {
                    wrong(file, 0, "code " + code.code() + " refers to " + other + ", which is not listed");
                }
            }
        }
        lists.put(Folder.stem(file), Collections.unmodifiableMap(codes));
    }

    private void table(String partner, Path file) {
        String list = Folder.stem(file);
        Map<String, Code> canonical = lists.get(list);
        if (canonical == null) {
            wrong(file, 1, "there is no canonical list mappings/codes/" + list + ".yaml");
            return;
        }
        CodeTable table = CodeTable.empty(folder.name(file), list);
        tables.put(partner + "/" + list, table);
        CsvParser csv = new CsvParser(settings());
        try (var reader = Files.newBufferedReader(file)) {
            csv.beginParsing(reader);
            List<String> header = List.of();
            for (String[] row = csv.parseNext(); row != null; row = csv.parseNext()) {
                int line = (int) csv.getContext().currentLine();
                if (header.isEmpty()) {
                    header = Arrays.stream(row)
                            .map(cell -> cell == null ? "" : cell)
                            .toList();
                    if (!header.contains("canonical")
                            || !header.contains("partner")
                            || !List.of("canonical", "partner", "use", "note").containsAll(header)) {
                        wrong(file, line, "the first line must be canonical,partner with optional use and note");
                        return;
                    }
                } else {
                    row(table, canonical, file, line, header, row);
                }
            }
        } catch (IOException e) {
            wrong(file, 0, "cannot be read as UTF-8");
        }
    }

    private void row(CodeTable table, Map<String, Code> codes, Path file, int line, List<String> header, String[] row) {
        String canonical = cell(header, row, "canonical");
        String partner = cell(header, row, "partner");
        String use = cell(header, row, "use");
        Code code = canonical == null ? null : codes.get(canonical);
        if (canonical == null || partner == null) {
            wrong(file, line, "canonical and partner must both be given");
        } else if (code == null || code.aliasOf() != null) {
            wrong(file, line, "canonical code " + canonical + " is not in mappings/codes/" + table.list() + ".yaml");
        } else if (use != null && !List.of("both", "out", "in").contains(use)) {
            wrong(file, line, "use must be both, out or in");
        } else {
            String problem = table.add(
                    canonical,
                    partner,
                    use == null ? CodeTable.Use.BOTH : CodeTable.Use.valueOf(use.toUpperCase(Locale.ROOT)));
            if (problem != null) {
                wrong(file, line, problem);
            }
        }
    }

    private static @Nullable String cell(List<String> header, String[] row, String column) {
        int index = header.indexOf(column);
        return index < 0 || index >= row.length ? null : row[index];
    }

    private static CsvParserSettings settings() {
        CsvParserSettings settings = new CsvParserSettings();
        settings.setLineSeparatorDetectionEnabled(true);
        settings.setSkipEmptyLines(true);
        return settings;
    }

    private void wrong(Path file, int line, String what) {
        wrong.add(new Violation(folder.name(file) + (line > 0 ? ":" + line : ""), what));
    }
}
