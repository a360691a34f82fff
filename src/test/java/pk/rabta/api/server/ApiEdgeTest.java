package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;
import pk.rabta.api.contract.Contract;
import pk.rabta.api.contract.ContractPaths;

/** The filter by itself, for what a whole hub does not show. */
class ApiEdgeTest {

    private final ApiSettings settings = new ApiSettings(DataSize.ofBytes(10), DataSize.ofBytes(20), List.of(), null, List.of());
    private final ClientAddress addresses = new ClientAddress(settings);
    private final ClientCertificate certificates = new ClientCertificate(settings, addresses);
    private final EdgeChecks checks = new EdgeChecks(new Limits(new LimitSettings(new LimitSettings.Allowance(1, 1),
        new LimitSettings.Allowance(1, 1), Map.of()), new SimpleMeterRegistry()), new TokenBinding(settings, certificates),
        addresses, certificates, new StaticListableBeanFactory().getBeanProvider(CallbackGate.class));
    private final ContractPaths paths = new ContractPaths(new Contract(Clock.systemUTC()));
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final MockFilterChain chain = new MockFilterChain();

    @Test
    void callbacks_have_a_limit_of_their_own() throws Exception {
        new ApiEdge(settings, checks, paths).doFilter(request("POST", "/spdci/x", 20), response, chain);
        assertThat(chain.getRequest()).isNotNull();
        assertThat(chain.getRequest().getInputStream().readAllBytes()).hasSize(20);
        MockHttpServletResponse refused = new MockHttpServletResponse();
        new ApiEdge(settings, checks, paths)
            .doFilter(request("POST", "/spdci/x", 21), refused, new MockFilterChain());
        assertThat(refused.getStatus()).isEqualTo(413);
    }

    private static MockHttpServletRequest request(String method, String path, int bytes) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setContent(new byte[bytes]);
        return request;
    }
}
