package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import pk.rabta.sandbox.HubTest;

/** Health and metrics are there for whoever reaches the management port, and nowhere else. Metrics: ProductionShapeIT. */
@HubTest
class ManagementDoorTest {

    @LocalServerPort
    private int api;
    @LocalManagementPort
    private int management;

    private static HttpResponse<String> get(int port, String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + path)).build(), BodyHandlers.ofString());
    }

    @Test
    void isOpenForHealthAndNothingElse() throws Exception {
        assertThat(management).isNotEqualTo(api);
        assertThat(get(management, "/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get(management, "/actuator/health").body()).contains("partner");
        for (String closed : new String[] {"/actuator/env", "/actuator/beans", "/v1/referrals"}) {
            assertThat(get(management, closed).statusCode()).as(closed).isIn(401, 404);
        }
        for (String absent : new String[] {"/actuator/health", "/actuator/prometheus"}) {
            assertThat(get(api, absent).statusCode()).as(absent).isIn(401, 404);
        }
    }
}
