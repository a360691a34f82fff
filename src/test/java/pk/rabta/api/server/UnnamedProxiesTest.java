package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;
import pk.rabta.sandbox.HandClock;

@ExtendWith(OutputCaptureExtension.class)
@ResourceLock(Resources.SYSTEM_OUT)
class UnnamedProxiesTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HandClock clock = new HandClock();
    private final UnnamedProxies proxies = new UnnamedProxies(new ClientAddress(new ApiSettings(DataSize.ofMegabytes(1),
        DataSize.ofMegabytes(1), DataSize.ofMegabytes(4), Duration.ofSeconds(30), List.of("10.1.0.5"), null, List.of())),
        meters, clock);

    @Test
    void a_proxy_that_no_setting_names_is_told_once_an_hour(CapturedOutput output) {
        look("10.1.0.9", "X-Forwarded-For");
        look("10.1.0.9", "X-Forwarded-For");
        assertThat(warnings(output)).singleElement().asString()
            .contains("1 requests", "rabta.api.trusted-proxies", "10.1.0.9").doesNotContain("198.51.100.7");
        look("fd00::9", "Forwarded");
        assertThat(warnings(output)).hasSize(2).last().asString().contains("fd00::9");
        clock.forward(Duration.ofMinutes(61));
        look("10.1.0.9", "X-Forwarded-For");
        look("10.1.0.9", "X-Forwarded-For");
        assertThat(warnings(output)).hasSize(3).last().asString().contains("4 requests");
        assertThat(meters.counter("rabta.requests.unnamed.proxy").count()).isEqualTo(5);
    }

    @Test
    void a_named_one_and_a_caller_without_those_headers_are_none(CapturedOutput output) {
        look("10.1.0.5", "X-Forwarded-For");
        look("10.1.0.9", "X-Other");
        assertThat(warnings(output)).isEmpty();
        assertThat(meters.counter("rabta.requests.unnamed.proxy").count()).isZero();
    }

    @Test
    void strangers_who_write_such_a_header_are_not_named_and_fill_no_log(CapturedOutput output) {
        for (int i = 1; i < 200; i++) {
            look("203.0.113." + i, "X-Forwarded-For");
        }
        assertThat(warnings(output)).singleElement().asString().doesNotContain("203.0.113");
    }

    private void look(String peer, String header) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        request.addHeader(header, "198.51.100.7");
        proxies.look(request);
    }

    private static List<String> warnings(CapturedOutput output) {
        return output.getAll().lines().filter(line -> line.contains("trusted-proxies")).toList();
    }
}
