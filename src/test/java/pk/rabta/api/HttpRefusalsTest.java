package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import pk.rabta.api.ApiClient.Answer;

/** What HTTP itself can get wrong: types, methods, addresses, headers. */
@ResourceLock(Resources.SYSTEM_OUT)
class HttpRefusalsTest extends EdgeTest {

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/xml", "application/json; charset=\"iso-8859-1\"", "nonsense"})
    void other_content_types_are_415(String type) throws Exception {
        problem(client.send(submission("{}").setHeader("Content-Type", type)), ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void a_missing_content_type_or_a_compressed_body_is_415() throws Exception {
        HttpRequest.Builder bare = HttpRequest.newBuilder(submission("{}")
            .build(), (name, value) -> !name.equals("Content-Type"));
        problem(client.send(bare), ProblemType.UNSUPPORTED_MEDIA_TYPE);
        for (String packed : List.of("gzip", "x-gzip", "deflate", "br", "zstd", "gzip, identity")) {
            assertThat(problem(client.send(submission("{}").header("Content-Encoding", packed)),
                ProblemType.UNSUPPORTED_MEDIA_TYPE).toString()).as(packed).contains("not compressed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml, text/*", "application/json;q=0", "nonsense"})
    void other_accepts_are_406(String accept) throws Exception {
        problem(client.send(get("/v1/referrals").header("Accept", accept)), ProblemType.NOT_ACCEPTABLE);
    }

    /** What somebody made up is no news for the log. */
    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void an_accept_that_is_none_is_not_logged(CapturedOutput log) throws Exception {
        for (String path : List.of("/", "/v1/referrals")) {
            assertThat(client.send(get(path).header("Accept", "made/up/by-somebody")).status()).isIn(404, 406);
        }
        assertThat(log.getAll()).doesNotContain("WelcomePage").doesNotContain("by-somebody");
    }

    /** What Tomcat says at info repeats what it could not read. */
    @ParameterizedTest
    @ValueSource(strings = {"org.apache.coyote.http11.Http11Processor", "org.apache.tomcat.util.http.Parameters",
        "org.apache.tomcat.util.http.parser.Cookie"})
    void what_cannot_be_read_is_not_logged(String logger) {
        assertThat(LoggerFactory.getLogger(logger).isInfoEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger(logger).isWarnEnabled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"DELETE,/v1/referrals", "PUT,/v1/referrals", "POST,/v1/events", "PATCH,/v1/programmes/cash-support",
        "GET,/v1/partner/referrals/REF-7Q3M9K2XW8R4T6YH/accept"})
    void wrong_methods_are_405_with_allow(String method, String path) throws Exception {
        Answer answer = client.send(client.request(method, path, "{}".getBytes(StandardCharsets.UTF_8))
            .header("Authorization", "Bearer " + all));
        problem(answer, ProblemType.METHOD_NOT_ALLOWED);
        assertThat(answer.header("Allow")).isNotBlank().doesNotContain(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/", "/v1/nothing", "/v2/referrals",
        "/v1/referrals/REF-7Q3M9K2XW8R4T6YH/nothing", "/actuator", "/actuator/env", "/webjars/x.js"})
    void unknown_paths_are_404(String path) throws Exception {
        problem(client.send(get(path)), ProblemType.NOT_FOUND);
        problem(client.send(client.request("GET", path, null)), ProblemType.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/referrals/%ZZ", "/v1/referrals/a|b", "/v1/referrals/%2e%2e/x", "/v1/referrals//x",
        "/v1/referrals/a%2Fb", "/v1/referrals/a;b=c",
        "/v1/referrals/%00", "/v1/referrals/<script>", "/v1/../etc", "/v1/referrals/a\\b", "/v1/referrals/%C3%28"})
    void malformed_addresses_are_400(String path) throws Exception {
        String answer = client.raw("GET " + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + all + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").containsIgnoringCase("content-type: application/problem+json")
            .contains("https://rabta.pk/problems/").doesNotContain("<html", "script>", "Exception", "Tomcat", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GEX /v1/referrals HTTP/1.1\r\nHost: localhost",
        "TRACE /v1/referrals HTTP/1.1\r\nHost: localhost", "GET /v1/referrals HTTP/1.1",
        "GET /v1/referrals HTTP/1.1\r\nHost: a\r\nHost: b",
            "GET /v1/referrals HTTP/1.1\r\nHost: localhost\r\nContent-Length: x"})
    void malformed_requests_are_problems(String head) throws Exception {
        String answer = client.raw(head + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1.1 4.*").containsIgnoringCase("application/problem+json")
            .doesNotContain("<html", "Exception", "Tomcat");
    }

    @Test
    void huge_headers_are_a_problem() throws Exception {
        assertThat(client.raw("GET /v1/referrals HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(40_000) + "\r\n\r\n"))
            .startsWith("HTTP/1.1 400").contains("bad-request").doesNotContain("<html");
    }

    @Test
    void query_and_headers_cannot_pose_as_path_or_camel_headers() throws Exception {
        String posing = "/v1/referrals/REF-7Q3M9K2XW8R4T6YH?id=REF-OTHER&CamelHttpUri=http://x";
        JsonNode problem = problem(client.send(get(posing)), ProblemType.VALIDATION_FAILED);
        assertThat(problem.path("violations")).hasSize(2);
        Answer answer = client.send(get("/v1/referrals/REF-7Q3M9K2XW8R4T6YH").header("id", "REF-OTHER")
            .header("CamelHttpResponseCode", "201")
            .header("X-Probe", "probe").header("User-Agent", "probe"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("id").asText()).isEqualTo("REF-7Q3M9K2XW8R4T6YH");
        assertThat(answer.headers().map().keySet())
            .doesNotContain("x-probe", "user-agent", "x-internal", "id", "accept", "host", "server");
    }

    @Test
    void parameters_are_typed_defaulted_and_checked() throws Exception {
        JsonNode body = client.send(get("/v1/referrals?status=REQUESTED,RECEIVED&limit=10")).json();
        assertThat(body.path("status").asText()).isEqualTo("[REQUESTED, RECEIVED]");
        assertThat(body.path("limit").asText()).isEqualTo("10");
        assertThat(client.send(get("/v1/referrals")).json().path("limit").asText()).isEqualTo("50");
        String wrong = "status=REQUESTED,GONE&limit=201&limit=1&updatedSince=yesterday&victim=%C3%28&case=CAS-1%0A";
        JsonNode problem = problem(client.send(get("/v1/referrals?" + wrong)), ProblemType.VALIDATION_FAILED);
        assertThat(pointers(problem))
            .containsExactlyInAnyOrder("?status/1", "?limit", "?limit", "?updatedSince", "?victim", "?case");
        problem(client.send(get("/v1/consents")), ProblemType.VALIDATION_FAILED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "\"v1\" | 200", "* | 200", "\"v0\", \"v1\" | 200", "W/\"v0\",\"v1\", | 200", ",, \"v1\" ,\t\"v2\" | 200",
        "\"v1,v2\" , \"v1\" | 200",
        "\"v2\" | 412", "W/\"v1\" | 412", "\"v2\", \"v3\" | 412", "\"\" | 412", "\"v1,v2\" | 412",
        "v1 | 400", "\"v1 | 400", "*, \"v1\" | 400", "w/\"v1\" | 400", "\"v1\" \"v2\" | 400", "\"a b\" | 400"})
    void if_match_compares_as_http_says(String tags, int status) throws Exception {
        assertThat(client.send(cancellation().header("If-Match", tags)).status()).as(tags).isEqualTo(status);
    }

    @Test
    void if_match_may_come_in_several_lines() throws Exception {
        assertThat(client.send(cancellation().header("If-Match", "\"v0\"").header("If-Match", "\"v1\"")).status())
            .isEqualTo(200);
        problem(client.send(cancellation().header("If-Match", "W/\"v1\"")), ProblemType.PRECONDITION_FAILED);
        problem(client.send(cancellation().header("If-Match", ", ".repeat(450) + "v1")), ProblemType.VALIDATION_FAILED);
    }

    private HttpRequest.Builder cancellation() {
        byte[] body = "{\"reason\":{\"code\":\"person.declined\"}}".getBytes(StandardCharsets.UTF_8);
        return client.request("POST", "/v1/referrals/REF-7Q3M9K2XW8R4T6YH/cancel", body)
            .header("Authorization", "Bearer " + all);
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void a_fault_gives_its_id_and_nothing_else(CapturedOutput output) throws Exception {
        JsonNode problem = problem(client.send(get("/v1/cases/CAS-4M8N2P6Q9R3S7T5V")), ProblemType.INTERNAL_ERROR);
        assertThat(problem.path("errorId").asText()).matches("[0-9a-f]{16}");
        assertThat(problem.toString()).doesNotContain(ApiOnlyApplication.SECRET);
        assertThat(output.getAll()).contains(problem.path("errorId").asText(), "getCase", "IllegalStateException")
            .doesNotContain(ApiOnlyApplication.SECRET);
    }
}
