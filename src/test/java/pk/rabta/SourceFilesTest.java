package pk.rabta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the text of the sources must not hold. */
class SourceFilesTest {

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");
    private static final int LINES = 250;
    /** A call of a logger, up to the end of its statement. */
    private static final Pattern LOGGED = Pattern.compile("\\blog(?:ger)?\\.(?:trace|debug|info|warn|error)\\(.*?\\);",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    /** Arguments that could hold what somebody said about a person; the texts between quotes do not count. */
    private static final Pattern PERSONAL = Pattern.compile(
            "(?i)\\b(get)?(body|payload|content|document|snapshot|person|victim|cnic|phone|address|headers?|"
            + "request|answer|update|exchange|message)\\b(?!\\.(id|getFromRouteId|getContextualProperty|messageId|partner|size|length)\\b)"
            + "(?=[,)]|\\(\\)|\\.)");
    private static final Pattern BUSINESS_TIME_IN_SQL = Pattern.compile(
            "(?i)\\bnow\\(\\)(?! )|\\b(current_timestamp|current_date|clock_timestamp|localtimestamp)\\b");

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        Set<Path> packages = sources(MAIN).stream().map(Path::getParent).collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages).isNotEmpty().allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists()
                .content().startsWith("/** ").contains("@NullMarked"));
    }

    @Test
    void theMechanismNamesNoPartner() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> partners = Files.list(Path.of("config/partners"))) {
            partners.map(folder -> folder.getFileName().toString()).filter(id -> !id.equals("registry"))
                    .forEach(id -> {
                        names.add(id);
                        names.add(id.replaceAll("-(pb|kp)$", ""));
                    });
        }
        // What the words are used for besides partners: a field of the law, a subject of law, a state of a server.
        names.removeAll(Set.of("health", "prosecution"));
        names.addAll(Set.of("baitulmal", "bait-ul-mal", "cmms", "istehqaq", "kafaalat", "bisp", "pbm"));
        Pattern partner = Pattern.compile("(?i)(?<![a-z])(" + String.join("|", names) + ")(?![a-z])");
        assertThat(findings(MAIN, partner)).isEmpty();
    }

    /** But where the moments of two nodes are compared, whose clocks may differ: nothing is due by them. */
    private static boolean betweenNodes(String found) {
        return found.matches(".*/(Deliveries|Persons|Merges|KeyHolders|ClockOffset)\\.java:\\d+: clock_timestamp\\(");
    }

    @Test
    void timesComeFromTheApplicationNotFromTheDatabase() {
        assertThat(findings(MAIN, Pattern.compile(
                "(?i)[^.\\w](now\\(\\)|current_timestamp|current_date|clock_timestamp\\(|localtimestamp)")))
                .allMatch(SourceFilesTest::betweenNodes);
        assertThat(sqlFindings()).isEmpty();
    }

    @Test
    void oneClassNamesTheHubsZone() {
        assertThat(findings(MAIN, Pattern.compile("Asia/Karachi|ZoneId\\.systemDefault"))).hasSize(1);
    }

    @Test
    void filesAreShort() {
        assertThat(Stream.of(MAIN, TESTS).flatMap(folder -> sources(folder).stream())
                .filter(file -> lines(file).size() > LINES)).isEmpty();
    }

    @Test
    void loggersAreGivenIdsOnly() {
        assertThat(sources(MAIN).stream().flatMap(file -> logged(text(file)).map(found -> file + ": " + found))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOG.info(\"got {}\", body);", "LOG.warn(\"{}\", exchange.getMessage().getBody());",
        "log.debug(\"sent {} to {}\",\n    id, payload.toString());", "LOG.error(\"{}\", person.name());",
        "LOG.info(\"{}\", request);"})
    void aLoggedBodyIsFound(String source) {
        assertThat(logged(source)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOG.info(\"the body and the name are not told\");",
        "LOG.warn(\"inbound {} from {}\", inbound.id(), inbound.partner());", "LOG.info(\"{}\", request.id());"})
    void aLoggedIdIsNot(String source) {
        assertThat(logged(source)).isEmpty();
    }

    @Test
    void aDecisionRecordHasItsOwnNumber() {
        assertThat(files(Path.of("src/adr"), ".md")).isNotEmpty()
                .extracting(file -> file.getFileName().toString().substring(0, 4)).doesNotHaveDuplicates();
    }

    private static Stream<String> logged(String source) {
        return LOGGED.matcher(source).results().map(found -> found.group().replaceAll("\"(\\\\.|[^\"])*\"", "\"\"")
                        .replaceAll("getClass\\(\\)\\.get(Simple)?Name\\(\\)|\\b(e|cause)\\.getMessage\\(\\)", ""))
                .filter(call -> PERSONAL.matcher(call).find());
    }

    private static List<String> sqlFindings() {
        return files(Path.of("src/main/resources"), ".sql").stream().flatMap(file -> {
            String text = text(file).replaceAll("--[^\n]*", "");
            return BUSINESS_TIME_IN_SQL.matcher(text).results().map(found -> file + ": " + found.group());
        }).toList();
    }

    private static List<String> findings(Path folder, Pattern pattern) {
        return sources(folder).stream().flatMap(file -> {
            List<String> lines = lines(file);
            return Stream.iterate(0, n -> n < lines.size(), n -> n + 1).flatMap(n -> {
                Matcher found = pattern.matcher(lines.get(n));
                return found.find() ? Stream.of(file + ":" + (n + 1) + ": " + found.group().strip()) : Stream.empty();
            });
        }).toList();
    }

    private static List<Path> sources(Path folder) {
        return files(folder, ".java");
    }

    private static List<Path> files(Path folder, String suffix) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        return text(file).lines().toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
