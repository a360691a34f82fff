package pk.rabta.mapping;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the mappings of a folder, their schemas by their names, and compiles all of them. */
final class MappingLoader {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

    private final Folder folder;
    private final CodeLists codes;
    private final Schemas schemas;
    private final Map<String, Mapping> mappings = new TreeMap<>();
    private final List<Violation> wrong = new ArrayList<>();

    private MappingLoader(Folder folder, CodeLists codes, Schemas schemas) {
        this.folder = folder;
        this.codes = codes;
        this.schemas = schemas;
    }

    static Map<String, Mapping> load(Path root, CodeLists codes, Schemas schemas) {
        MappingLoader loader = new MappingLoader(Folder.at(root), codes, schemas);
        for (String partner : loader.folder.partners()) {
            Stream.of(".jslt", ".xsl")
                    .flatMap(ending -> loader.folder.files(partner, ending).stream())
                    .forEach(file -> loader.add(partner, file));
        }
        if (!loader.wrong.isEmpty()) {
            throw new MappingException(
                    "mappings",
                    "mappings are wrong",
                    loader.wrong,
                    "Correct the files named; see src/docs/mappings.md.");
        }
        return loader.mappings;
    }

    private void add(String partner, Path file) {
        try {
            String name = Folder.stem(file);
            String[] ends = name.split("-to-", -1);
            if (ends.length != 2
                    || !NAME.matcher(ends[0]).matches()
                    || !NAME.matcher(ends[1]).matches()) {
                throw MappingException.at(
                        folder.name(file),
                        "",
                        "a mapping is named <from>-to-<to>",
                        "Rename it, or move it to mappings/lib if others import it.");
            }
            Mapping mapping = compile(
                    partner, partner + "/" + name, file, side(partner, file, ends[0]), side(partner, file, ends[1]));
            if (mappings.put(mapping.id(), mapping) != null) {
                throw MappingException.at(
                        folder.name(file), "", "there are two mappings of this name", "Keep the .jslt or the .xsl.");
            }
        } catch (MappingException e) {
            if (e.violations().size() == 1 && e.where().startsWith("mappings/")) {
                wrong.add(new Violation(e.where(), e.violations().getFirst().what() + ". " + e.remedy()));
            } else if (e.violations().stream().allMatch(v -> v.where().startsWith("mappings/"))) {
                wrong.addAll(e.violations());
            } else {
                wrong.add(new Violation(folder.name(file), e.getMessage()));
            }
        }
    }

    private Mapping compile(String partner, String id, Path file, Side from, Side to) {
        Source source = new Source(folder.name(file), folder.text(file));
        Source.Library library = new Source.Library(folder, partner, codes);
        source.check(library);
        Functions functions = new Functions(partner, codes);
        if (file.toString().endsWith(".xsl")) {
            var processor = Stylesheets.processor(functions);
            var stylesheet = Stylesheets.compile(id, file, source, library, processor);
            if (from instanceof Side.OfJson && !stylesheet.getGlobalParameters().containsKey(XsltMapping.DOCUMENT)) {
                throw MappingException.at(
                        id,
                        source.name(),
                        "the stylesheet does not take its JSON input",
                        "Declare <xsl:param name=\"document\" as=\"map(*)\"/>.");
            }
            return new XsltMapping(id, source.name(), processor, stylesheet, from, to);
        }
        if (from instanceof Side.OfJson json && to instanceof Side.OfJson other) {
            return JsltMapping.compile(id, source, library, functions, json, other);
        }
        throw MappingException.at(id, source.name(), "JSLT reads and writes JSON only", "Write this mapping as .xsl.");
    }

    private Side side(String partner, Path mapping, String name) {
        List<Path> found = Stream.of(
                        partner + "/" + name + ".schema.json",
                        partner + "/" + name + ".xsd",
                        "contracts/" + name + ".schema.json")
                .map(folder.root()::resolve)
                .filter(Files::isRegularFile)
                .toList();
        if (found.size() != 1) {
            throw MappingException.at(
                    folder.name(mapping),
                    "",
                    found.isEmpty() ? "there is no schema for " + name : "there are two schemas for " + name,
                    "Write exactly one of mappings/" + partner + "/" + name
                            + ".schema.json and .xsd, unless it is a canonical contract.");
        }
        Path file = found.getFirst();
        return file.toString().endsWith(".xsd")
                ? new Side.OfXml(folder.name(file), XmlSchema.load(folder, file))
                : new Side.OfJson(folder.name(file), schemas.of(file));
    }
}
