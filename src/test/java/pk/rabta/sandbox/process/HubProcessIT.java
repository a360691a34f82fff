package pk.rabta.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.SandboxEnvironment;

class HubProcessIT {

    @Test
    void servesStopsAndSurvivesAKill() throws Exception {
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(List.of());
                HubProcess hub = HubProcess.start(sandbox.properties())) {
            assertThat(status(hub.url())).isEqualTo(401);
            long first = hub.pid();
            hub.kill();
            assertThat(hub.isAlive()).isFalse();
            hub.restart();
            assertThat(hub.pid()).isNotEqualTo(first);
            assertThat(status(hub.url())).isEqualTo(401);
            assertThat(hub.stop()).isEqualTo(143);
        }
    }

    @Test
    void namesTheDatabaseThatCannotBeReachedAndEnds() {
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(List.of())) {
            Map<String, Object> properties = new HashMap<>(sandbox.properties());
            properties.put("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/rabta");
            properties.put("spring.datasource.hikari.connection-timeout", "1000");
            try (HubProcess hub = HubProcess.launch(properties)) {
                assertThat(hub.exit(Duration.ofSeconds(90))).isEqualTo(1);
                assertThat(hub.output()).contains(
                        "the database at jdbc:postgresql://127.0.0.1:1/rabta cannot be reached",
                        "set spring.datasource.url").doesNotContain("\tat ");
            }
        }
    }

    private static int status(URI hub) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(hub.resolve("/v1/referrals")).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
