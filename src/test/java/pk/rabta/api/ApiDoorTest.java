package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import pk.rabta.api.ApiClient.Answer;

/** Who gets in, and what stands open. */
class ApiDoorTest extends EdgeTest {

    @Test
    void bad_tokens_are_401() throws Exception {
        List<String> scopes = List.of("referrals:read");
        Date past = Date.from(Instant.now().minus(Duration.ofHours(1)));
        for (String token : List.of("nonsense", TOKENS.with(scopes, claims -> claims.expirationTime(past)),
                TOKENS.with(scopes, claims -> claims.audience("other")),
                    TOKENS.with(scopes, claims -> claims.issuer("http://other")),
                TOKENS.with(scopes, claims -> claims.claim("azp", null)), TOKENS.with(scopes) + "x")) {
            problem(client.send(client.request("GET", "/v1/referrals", null)
                .header("Authorization", "Bearer " + token)), ProblemType.UNAUTHENTICATED);
        }
    }

    @Test
    void an_authorization_without_a_token_is_401() throws Exception {
        String good = TOKENS.with(List.of("referrals:read"));
        for (String header : List.of("Bearer", "Bearer ", "Bearer  ", "Bearer a b", "Bearer " + good + " " + good,
                "Basic " + good, good, "Bearer\t" + good)) {
            problem(client.send(client.request("GET", "/v1/referrals", null).header("Authorization", header)),
                ProblemType.UNAUTHENTICATED);
        }
        assertThat(client.send(client.request("GET", "/v1/referrals", null)
            .header("Authorization", "bearer " + good)).status()).isEqualTo(200);
    }

    @Test
    void open_are_liveness_the_contract_and_its_page_only() throws Exception {
        assertThat(client.send(client.request("GET", "/livez", null)).status()).isEqualTo(200);
        Answer document = client.send(client.request("GET", "/v1/openapi.yaml", null));
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.body()).startsWith("# The unified API").contains("openapi: 3.0.3");
        Answer page = client.send(client.request("GET", "/docs", null).header("Accept", "text/html"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
        for (String file : List.of("swagger-ui.css", "swagger-ui-bundle.js", "start.js")) {
            assertThat(page.body()).contains("/docs/" + file);
            assertThat(client.send(client.request("GET", "/docs/" + file, null)).status()).as(file).isEqualTo(200);
        }
        assertThat(client.send(client.request("GET", "/docs/", null)).body()).isEqualTo(page.body());
        for (String file : List.of("index.html", "swagger-initializer.js", "page.html")) {
            assertThat(client.send(client.request("GET", "/docs/" + file, null)).status()).as(file).isEqualTo(404);
        }
        assertThat(client.send(client.request("GET", "/readyz", null)).status()).isEqualTo(401);
        assertThat(client.send(client.request("GET", "/docs/../config/application.yaml", null)).status())
            .isIn(400, 401, 404);
    }

    @Test
    void answers_carry_security_headers_and_no_session() throws Exception {
        for (Answer answer : List.of(client.send(get("/v1/referrals")),
            client.send(client.request("GET", "/v1/referrals", null)))) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Set-Cookie")).isNull();
        }
    }

    @Test
    void the_door_writes_no_header_while_a_route_writes_its_own(@Autowired SecurityFilterChain apiDoor) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        HeaderWriterFilter headers = apiDoor.getFilters().stream().filter(HeaderWriterFilter.class::isInstance)
            .map(HeaderWriterFilter.class::cast).findFirst().orElseThrow();
        headers.doFilter(new MockHttpServletRequest(), response, (request, toRoute) -> {
            assertThat(response.getHeader("X-Frame-Options")).isEqualTo("DENY");
            assertThat(response.getHeader("Cache-Control")).contains("no-store");
        });
    }
}
