package pk.rabta.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.Ports;

class HealthyScriptTest {

    @Test
    void succeedsOnlyWhileTheHubIsReady() throws Exception {
        assertThat(run(answering(200))).isZero();
        assertThat(run(answering(503))).isNotZero();
        assertThat(run(answering(401))).isNotZero();
        assertThat(run(Ports.free())).isNotZero();
    }

    private static int answering(int status) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 0);
        server.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            server.stop(0);
        });
        server.start();
        return server.getAddress().getPort();
    }

    private static int run(int port) throws Exception {
        ProcessBuilder script = new ProcessBuilder("bash", "src/main/docker/healthy")
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        script.environment().put("MANAGEMENT_SERVER_PORT", Integer.toString(port));
        Process process = script.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
