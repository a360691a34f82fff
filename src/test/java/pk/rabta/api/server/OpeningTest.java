package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** A message that comes before the routes run is not answered as if nobody would ever take it. */
class OpeningTest {

    private final AtomicBoolean run = new AtomicBoolean();
    private final Opening opening = new Opening(run::get);

    private MockHttpServletResponse asked(String path) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        MockFilterChain routes = new MockFilterChain();
        opening.doFilter(new MockHttpServletRequest("POST", path), response, routes);
        assertThat(routes.getRequest() != null).as("let through").isEqualTo(response.getStatus() == 200);
        return response;
    }

    @Test
    void beforeTheRoutesRunTheSenderIsToldToComeAgain_andThenLetThrough() throws Exception {
        MockHttpServletResponse early = asked("/spdci/bisp/registry/on-search");
        assertThat(early.getStatus()).isEqualTo(503);
        assertThat(early.getHeader("Retry-After")).isEqualTo("5");
        assertThat(early.getContentAsString()).contains("https://rabta.pk/problems/unavailable");

        run.set(true);
        assertThat(asked("/spdci/bisp/registry/on-search").getStatus()).isEqualTo(200);
    }

    @Test
    void keysAreGivenOutAsSoonAsTheyAreThere() throws Exception {
        assertThat(asked("/.well-known/jwks.json").getStatus()).isEqualTo(200);
    }
}
