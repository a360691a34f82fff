package pk.rabta.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;

class HubProcessIT {

    @Test
    void servesStopsAndSurvivesAKill() throws Exception {
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all());
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
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all())) {
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

    @Test
    void namesTheBrokerThatCannotBeReachedAndEnds() {
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all())) {
            Map<String, Object> properties = new HashMap<>(sandbox.properties());
            properties.put("rabta.broker.url", "tcp://127.0.0.1:1");
            try (HubProcess hub = HubProcess.launch(properties)) {
                assertThat(hub.exit(Duration.ofSeconds(90))).isEqualTo(1);
                assertThat(hub.output()).contains("the broker at tcp://127.0.0.1:1 cannot be used",
                        "set rabta.broker.url").doesNotContain("\tat ");
            }
        }
    }

    private static int status(URI hub) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(hub.resolve("/v1/referrals")).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
