package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;
import pk.rabta.api.ProblemType;
import pk.rabta.api.ProblemWriter;
import pk.rabta.api.contract.Contract;
import pk.rabta.api.contract.ContractPaths;

/** The filter by itself, for what a whole hub does not show. */
class ApiEdgeTest {

    /** Callbacks have 20 bytes each, 25 from one address, 100 together. */
    private final ApiSettings settings = new ApiSettings(DataSize.ofBytes(10), DataSize.ofBytes(20), DataSize.ofBytes(100),
        Duration.ofSeconds(30), List.of(), null, List.of());
    private final ClientAddress addresses = new ClientAddress(settings);
    private final ClientCertificate certificates = new ClientCertificate(settings, addresses);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BodyRoom room = new BodyRoom(settings, meters);
    private final EdgeChecks checks = new EdgeChecks(new Limits(new LimitSettings(new LimitSettings.Allowance(1, 1),
        new LimitSettings.Allowance(1, 1), Map.of()), meters), new TokenBinding(settings, certificates),
        addresses, certificates, room, new LinesDoor(BulkSettingsTest.few(), settings, meters), new StaticListableBeanFactory(Map.of("gate", new Gate()))
            .getBeanProvider(CallbackGate.class));
    private final ApiEdge edge = new ApiEdge(settings, checks, new ContractPaths(new Contract(Clock.systemUTC())));
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final MockFilterChain chain = new MockFilterChain();

    @Test
    void callbacks_have_a_limit_of_their_own() throws Exception {
        edge.doFilter(request("/spdci/x", 20, 1), response, chain);
        assertThat(chain.getRequest()).isNotNull();
        assertThat(chain.getRequest().getInputStream().readAllBytes()).hasSize(20);
        MockHttpServletResponse refused = new MockHttpServletResponse();
        edge.doFilter(request("/spdci/x", 21, 1), refused, new MockFilterChain());
        assertThat(refused.getStatus()).isEqualTo(413);
        assertThat(room.sum()).isZero();
    }

    @Test
    void the_body_of_who_is_not_admitted_is_not_read() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/rest/unknown/updates") {
            @Override
            public ServletInputStream getInputStream() {
                throw new AssertionError("The body was asked for");
            }
        };
        edge.doFilter(request, response, chain);
        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(chain.getRequest()).isNull();
    }

    @Test
    void bodies_at_once_have_room_by_address() throws Exception {
        FilterChain full = (first, answer) -> {
            MockHttpServletResponse same = new MockHttpServletResponse();
            edge.doFilter(request("/rest/x/updates", 6, 1), same, new MockFilterChain());
            assertThat(same.getStatus()).isEqualTo(503);
            assertThat(same.getHeader("Retry-After")).isEqualTo("5");
            assertThat(same.getContentType()).isEqualTo(ProblemWriter.MEDIA_TYPE);
            assertThat(room.sum()).as("nothing is kept of who was refused").isEqualTo(20);
        };
        edge.doFilter(request("/rest/x/updates", 20, 1), response, full);
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(meters.counter("rabta.callbacks.no.room").count()).isEqualTo(1);
        assertThat(room.sum()).isZero();
    }

    /** The gate says who was agreed: strangers at three doors fill theirs, and one with an agreed address still gets in. */
    @Test
    void who_was_agreed_gets_in_where_strangers_fill_the_rest() throws Exception {
        within(List.of("x", "y", "z"), () -> {
            assertThat(status("/rest/other/updates", 9)).isEqualTo(503);
            assertThat(status("/rest/agreed/updates", 9)).isEqualTo(200);
        });
        assertThat(room.sum()).isZero();
    }

    /** Each holds its body while the next comes, from an address of its own. */
    private void within(List<String> partners, Filled then) throws IOException, jakarta.servlet.ServletException {
        if (partners.isEmpty()) {
            then.look();
            return;
        }
        MockHttpServletResponse answer = new MockHttpServletResponse();
        edge.doFilter(request("/rest/" + partners.getFirst() + "/updates", 20, partners.size()), answer,
            (next, same) -> within(partners.subList(1, partners.size()), then));
        assertThat(answer.getStatus()).isEqualTo(200);
    }

    private interface Filled {
        void look() throws IOException, jakarta.servlet.ServletException;
    }

    private int status(String path, int from) throws IOException, jakarta.servlet.ServletException {
        MockHttpServletResponse answer = new MockHttpServletResponse();
        edge.doFilter(request(path, 20, from), answer, new MockFilterChain());
        return answer.getStatus();
    }

    @Test
    void room_is_given_back_where_the_gate_refuses_the_body_or_the_rest_fails() throws Exception {
        edge.doFilter(request("/rest/forged/updates", 20, 1), response, chain);
        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(room.sum()).isZero();
        assertThatThrownBy(() -> edge.doFilter(request("/rest/x/updates", 20, 1), response, (next, answer) -> {
            throw new IOException("gone");
        })).isInstanceOf(IOException.class);
        assertThat(room.sum()).isZero();
        MockHttpServletRequest broken = new MockHttpServletRequest("POST", "/rest/x/updates") {
            @Override
            public ServletInputStream getInputStream() {
                return new Breaking();
            }
        };
        assertThatThrownBy(() -> edge.doFilter(broken, response, chain)).isInstanceOf(IOException.class);
        assertThat(room.sum()).isZero();
    }

    @Test
    void a_route_on_a_thread_of_its_own_holds_the_room_until_it_has_answered() throws Exception {
        MockHttpServletRequest request = request("/rest/x/updates", 20, 1);
        request.setAsyncSupported(true);
        edge.doFilter(request, response, (next, answer) -> next.startAsync());
        assertThat(room.sum()).isEqualTo(20);
        request.getAsyncContext().complete();
        assertThat(room.sum()).isZero();
    }

    private static MockHttpServletRequest request(String path, int bytes, int from) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.setContent(new byte[bytes]);
        request.setRemoteAddr("192.0.2." + from);
        return request;
    }

    /** Knows everybody but one, and believes everybody but another. */
    private static final class Gate implements CallbackGate {

        @Override
        public boolean knows(String partner) {
            return !partner.equals("unknown");
        }

        @Override
        public boolean admit(Callback call) {
            assertThat(call.body()).isEmpty();
            if (!knows(call.partner())) {
                throw ProblemType.NOT_FOUND.because("Nobody", "کوئی نہیں");
            }
            return call.partner().startsWith("agreed");
        }

        @Override
        public @Nullable Proof check(Callback call) {
            if (call.partner().equals("forged")) {
                throw ProblemType.UNAUTHENTICATED.because("Forged", "جعلی");
            }
            return null;
        }
    }

    /** Some bytes, then nothing more. */
    private static final class Breaking extends ServletInputStream {

        private boolean begun;

        @Override
        public int read() throws IOException {
            if (begun) {
                throw new IOException("gone");
            }
            begun = true;
            return ' ';
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            into[offset] = (byte) read();
            return 1;
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(jakarta.servlet.ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
