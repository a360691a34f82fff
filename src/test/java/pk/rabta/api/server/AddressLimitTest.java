package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.util.unit.DataSize;

/** Whose allowance a request takes from, and when it is given back. */
class AddressLimitTest {

    private static final int BURST = 3;

    private final ApiSettings settings = new ApiSettings(DataSize.ofMegabytes(1), DataSize.ofMegabytes(1),
        DataSize.ofMegabytes(4), Duration.ofSeconds(30), List.of(), null, List.of());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ClientAddress addresses = new ClientAddress(settings);
    private final ClientCertificate certificates = new ClientCertificate(settings, addresses);
    private final LimitSettings.Allowance few = new LimitSettings.Allowance(1, BURST);
    private final EdgeChecks checks = new EdgeChecks(new Limits(new LimitSettings(few, few, Map.of()), meters),
        new TokenBinding(settings, certificates), addresses, certificates, new BodyRoom(settings, meters),
        new LinesDoor(BulkSettingsTest.few(), settings, meters), new StaticListableBeanFactory(Map.of("gate", new Gate())).getBeanProvider(CallbackGate.class));
    private final AddressLimit limit = new AddressLimit(checks, new UnnamedProxies(addresses, meters, Clock.systemUTC()),
        new HeaderTokens("/.well-known/jwks.json", "/rest/**", "/soap/**"));

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void who_uses_up_an_addresss_allowance_leaves_partners_theirs_and_one_partners_is_not_anothers() throws Exception {
        exhaust("/docs");
        exhaust("/rest/a/updates");
        assertThat(call("/soap/b", (request, response) -> { })).isEqualTo(200);
        assertThat(call("/rest/a/updates", (request, response) -> { })).isEqualTo(429);
        assertThat(meters.counter("rabta.requests.limited", "limit", "callback", "client", "a").count()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rest/a/updates", "/soap/a", "/fhir/a/Task", "/spdci/a/on-search", "/sealed/a/answers"})
    void each_kind_of_door_has_an_allowance_of_its_own(String door) throws Exception {
        exhaust("/docs");
        exhaust(door);
    }

    @Test
    void callbacks_leave_pages_and_tokens_theirs() throws Exception {
        exhaust("/rest/a/updates");
        assertThat(call("/docs", (request, response) -> { })).isEqualTo(200);
    }

    @Test
    void partners_that_do_not_exist_have_no_allowance() throws Exception {
        for (int i = 0; i < BURST; i++) {
            assertThat(call("/rest/made-up-" + i + "/updates", (request, response) -> { })).isEqualTo(200);
        }
        assertThat(call("/rest/made-up/updates", (request, response) -> { })).isEqualTo(429);
    }

    @Test
    void tokens_that_come_at_once_are_not_all_looked_at() throws Exception {
        int[] looked = {0};
        assertThat(within(20, looked)).isEqualTo(200);
        assertThat(looked[0]).isEqualTo(BURST);
    }

    /** Each comes while the one before is being looked at. */
    private int within(int more, int[] looked) throws IOException, ServletException {
        return call("/v1/referrals", (request, response) -> {
            looked[0]++;
            if (more > 0) {
                within(more - 1, looked);
            }
        });
    }

    @Test
    void a_good_token_gives_back_at_once_what_it_took_and_a_refused_one_does_not() throws Exception {
        for (int i = 0; i < 10 * BURST; i++) {
            assertThat(call("/v1/referrals", this::good)).isEqualTo(200);
        }
        assertThat(call("/v1/referrals", (request, response) -> {
            good(request, response);
            for (int i = 0; i < BURST; i++) {
                assertThat(call("/docs", (first, answer) -> { })).as("while the request still runs").isEqualTo(200);
            }
        })).isEqualTo(200);
        assertThat(call("/v1/referrals", this::good)).isEqualTo(429);
    }

    @Test
    void a_good_token_without_its_certificate_counts() throws Exception {
        for (int i = 0; i < BURST; i++) {
            assertThat(call("/v1/referrals", (request, response) -> {
                good(request, response);
                ((MockHttpServletResponse) response).setStatus(401);
            })).isEqualTo(401);
        }
        assertThat(call("/v1/referrals", this::good)).isEqualTo(429);
    }

    private void good(jakarta.servlet.ServletRequest request, jakarta.servlet.ServletResponse response)
            throws IOException, ServletException {
        SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(
            Jwt.withTokenValue("token").header("alg", "none").claim("azp", "tool").build()));
        new Charge.GoodTokens().doFilter(request, response, new MockFilterChain());
        SecurityContextHolder.clearContext();
    }

    private void exhaust(String path) throws Exception {
        for (int i = 0; i < BURST; i++) {
            assertThat(call(path, (request, response) -> { })).isEqualTo(200);
        }
        assertThat(call(path, (request, response) -> { })).isEqualTo(429);
    }

    private int call(String path, FilterChain chain) throws IOException, ServletException {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.setRemoteAddr("192.0.2.1");
        request.addHeader("Authorization", path.startsWith("/v1") ? "Bearer token" : "Basic none");
        MockHttpServletResponse response = new MockHttpServletResponse();
        limit.doFilter(request, response, chain);
        return response.getStatus();
    }

    private static final class Gate implements CallbackGate {

        @Override
        public boolean knows(String partner) {
            return List.of("a", "b").contains(partner);
        }

        @Override
        public boolean admit(Callback call) {
            throw new AssertionError("Not asked here");
        }

        @Override
        public @Nullable Proof check(Callback call) {
            throw new AssertionError("Not asked here");
        }
    }
}
