package pk.rabta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.zakat.ZakatCommittee;

class SandboxEnvironmentTest {

    @Test
    void yieldsWhatTheHubNeedsAndWritesWhatCallersNeed() throws Exception {
        Partner partner = new Partner();
        ZakatCommittee files = new ZakatCommittee();
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(List.of(partner, files))) {
            Map<String, Object> properties = sandbox.properties();
            assertThat(properties).containsEntry("EXAMPLE_URL", partner.url().toString())
                    .containsKeys("spring.datasource.url", "rabta.broker.url", "rabta.broker.user",
                            "rabta.broker.password", "spring.security.oauth2.resourceserver.jwt.issuer-uri");
            String keys = Files.readString(Path.of((String) properties.get("rabta.protection.master-key-file")));
            assertThat(Base64.getDecoder().decode(keys.replace("current ", "").strip())).hasSize(32);

            URI hub = URI.create("http://localhost:8080");
            sandbox.hubStarted(hub);
            assertThat(partner.hub().url()).isEqualTo(hub);
            assertThat(partner.hub().client().claims()).containsEntry("partner", "example");

            var file = sandbox.writeEnvFile(hub);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            assertThat(Files.readAllLines(file)).contains("RABTA_URL=http://localhost:8080",
                            "TOKEN_URL=" + sandbox.issuer().tokenUrl(),
                            "VSO_CLIENT_SECRET=" + sandbox.client("VSO").secret(),
                            "HEALTH_PB_CLIENT_ID=" + sandbox.client("HEALTH_PB").id())
                    .allMatch(line -> line.matches("[A-Z_]+=[!-~]+"));
            assertThat(sandbox.times()).containsOnlyKeys("database", "broker", "issuer", "simulators");
            assertThat(files.server().folder("in")).isDirectory();
        }
        assertThat(files.server().folder("in").getParent()).as("what a run leaves behind").doesNotExist();
    }

    private static final class Partner extends HttpSimulator {

        Partner() {
            super("example");
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("EXAMPLE_URL", url().toString());
        }

        @Override
        protected Answer answer(Request request) {
            return Answer.empty(204);
        }
    }
}
