package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
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

    /** By the shipped settings alone: 127.0.0.2 is this machine too, and a port that is bound to all addresses answers there. */
    @Test
    void isBoundToLoopbackOnly() throws Exception {
        List<InetAddress> others = new ArrayList<>(List.of(InetAddress.getByName("127.0.0.2")));
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress()).forEach(others::add);
        for (InetAddress other : others) {
            assertThat(accepts(other, api)).as("the API's port at " + other).isTrue();
            assertThat(accepts(other, management)).as("the management port at " + other).isFalse();
        }
        assertThat(accepts(InetAddress.getByName("127.0.0.1"), management)).isTrue();
    }

    private static boolean accepts(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 5_000);
            return true;
        } catch (ConnectException | SocketTimeoutException refused) {
            return false;
        }
    }

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
