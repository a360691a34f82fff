package pk.rabta.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** No contract of the hub and no message of a partner has a place for what is never held or told, whoever asks. */
class ProhibitedFieldsTest {

    /** By words of a name in camel, snake or kebab case, so that a sector is no sect and "description" no script. */
    private static final Set<String> WORDS = Set.of("religion", "religious", "faith", "sect", "maslak", "fiqh", "ethnicity",
            "ethnic", "caste", "tribe", "qaum", "nationality", "citizenship", "race", "photo", "photograph", "picture",
            "image", "portrait", "biometric", "fingerprint", "risk", "radicalisation", "radicalization", "score");
    private static final Pattern NAMED = Pattern.compile("(?:name|itemName)=\"([^\"]+)\"");
    /** What partners have in their own answers; it is taken out before anything is kept. */
    private static final Set<String> TAKEN_OUT = Set.of("pmt_score");

    @TestFactory
    Stream<DynamicTest> noContractOrSchemaHasAPlaceForIt() {
        List<Path> files = ContentFiles.below(Path.of("mappings")).stream()
                .filter(file -> file.toString().matches(".*\\.(schema\\.json|xsd|wsdl)")).toList();
        assertThat(files).hasSizeGreaterThan(30);
        return files.stream().map(file -> dynamicTest(file.toString(),
                () -> assertThat(prohibited(names(file))).as("fields of %s", file).isEmpty()));
    }

    @Test
    void noColumnOfAListHasAPlaceForIt() {
        Stream<Path> profiles = ContentFiles.below(Path.of("config/partners")).stream()
                .filter(file -> file.endsWith("partner.yaml"));
        assertThat(profiles.flatMap(file -> Pattern.compile("columns:(?: >-)?([^\\n]*(?:\\n {10,}[^\\n]*)*)")
                .matcher(ContentFiles.text(file)).results().flatMap(found -> Stream.of(found.group(1).split("[^a-z_]+"))))
                .toList()).isNotEmpty().satisfies(columns -> assertThat(prohibited(new TreeSet<>(columns))).isEmpty());
    }

    @Test
    void aPlaceForItWouldBeFound() {
        assertThat(prohibited(Set.of("victimReligion", "birth_date", "sub-sect", "PhotoUrl", "sector"))).containsExactly(
                "PhotoUrl", "sub-sect", "victimReligion");
    }

    private static Set<String> prohibited(Set<String> names) {
        Set<String> found = new TreeSet<>();
        for (String name : names) {
            String[] words = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT).split("[^a-z]+");
            if (!TAKEN_OUT.contains(name) && Stream.of(words).anyMatch(WORDS::contains)) {
                found.add(name);
            }
        }
        return found;
    }

    private static Set<String> names(Path file) throws IOException {
        Set<String> names = new TreeSet<>();
        if (file.toString().endsWith(".json")) {
            names(new ObjectMapper().readTree(file.toFile()), names);
        } else {
            NAMED.matcher(ContentFiles.text(file)).results().forEach(found -> names.add(found.group(1)));
        }
        return names;
    }

    private static void names(JsonNode schema, Set<String> names) {
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        schema.forEach(inner -> names(inner, names));
    }
}
