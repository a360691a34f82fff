package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import pk.rabta.api.ApiClient.Answer;

/** The edge over real HTTP: what it lets in, and how it refuses everything else. */
@SpringBootTest(classes = ApiOnlyApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
    "camel.main.routes-include-pattern=file:routes/api.camel.yaml,file:routes/errors.camel.yaml", "management.server.port=0"})
class ApiEdgeTest {

    private static final TestTokens TOKENS = tokens();
    private static final String SUBMIT = "/v1/referrals";

    @LocalServerPort
    private int port;
    @Autowired
    private Contract contract;
    private ApiClient client;
    private String all;

    private static TestTokens tokens() {
        try {
            return new TestTokens();
        } catch (JOSEException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry registry) {
        registry.add("RABTA_ISSUER_URI", TOKENS::issuer);
        registry.add("RABTA_JWK_SET_URI", () -> TOKENS.issuer() + "/jwks");
    }

    @AfterAll
    static void stop() {
        TOKENS.stop();
    }

    @BeforeEach
    void client() {
        client = new ApiClient(port);
        Set<String> scopes = new TreeSet<>();
        contract.operations().values().forEach(operation -> scopes.addAll(operation.scopes()));
        all = TOKENS.with(scopes);
    }

    @TestFactory
    Stream<DynamicTest> right_calls_reach_their_operation() {
        return each(operation -> {
            Answer answer = client.send(client.valid(contract, operation, all));
            if (operation.id().equals("getCase")) {
                assertThat(answer.status()).isEqualTo(500);
                return;
            }
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().path("operation").asText()).isEqualTo(operation.id());
            assertThat(answer.json().path("client").asText()).isEqualTo("vso-tool");
            assertThat(answer.json().path("office").asText()).isEqualTo("SWD-PB-PK620");
            assertThat(answer.header("ETag")).isEqualTo("\"v1\"");
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        });
    }

    @TestFactory
    Stream<DynamicTest> no_token_is_401() {
        return each(operation -> {
            Answer answer = client.send(client.request(operation.method(), ApiClient.path(operation), ApiClient.body(contract, operation)));
            problem(answer, ProblemType.UNAUTHENTICATED);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        });
    }

    @TestFactory
    Stream<DynamicTest> a_token_with_every_other_scope_is_403() {
        return each(operation -> {
            Set<String> scopes = new TreeSet<>();
            contract.operations().values().forEach(other -> scopes.addAll(other.scopes()));
            scopes.removeAll(operation.scopes());
            Answer answer = client.send(client.valid(contract, operation, TOKENS.with(scopes)));
            problem(answer, ProblemType.INSUFFICIENT_SCOPE);
            assertThat(answer.header("WWW-Authenticate")).contains(operation.scopes().getFirst());
        });
    }

    @TestFactory
    Stream<DynamicTest> unknown_members_are_named_and_refused() {
        return each(operation -> operation.hasBody(), operation -> {
            String body = new String(ApiClient.body(contract, operation), StandardCharsets.UTF_8);
            String more = body.equals("{}") ? "{\"colour\":1}" : body.replaceFirst("\\{", "{\"colour\":1,");
            Answer answer = client.send(client.valid(contract, operation, all).method(operation.method(), BodyPublishers.ofString(more)));
            JsonNode problem = problem(answer, ProblemType.VALIDATION_FAILED);
            assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("/colour");
            assertThat(problem.at("/violations/0/code").asText()).isEqualTo("unknown-member");
        });
    }

    @TestFactory
    Stream<DynamicTest> a_body_of_another_type_is_refused() {
        return each(operation -> operation.hasBody(), operation -> {
            for (String other : List.of("[]", "\"text\"", "7", "null", "true")) {
                problem(client.send(client.valid(contract, operation, all).method(operation.method(), BodyPublishers.ofString(other))),
                    ProblemType.VALIDATION_FAILED);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> a_post_without_key_is_400() {
        return each(Operation::needsKey, operation -> {
            HttpRequest.Builder bare = HttpRequest.newBuilder(client.valid(contract, operation, all).build(), (name, value) -> !name.equals("Idempotency-Key"));
            problem(client.send(bare), ProblemType.IDEMPOTENCY_KEY_MISSING);
        });
    }

    @TestFactory
    Stream<DynamicTest> unknown_query_parameters_are_refused() {
        return each(operation -> {
            String path = ApiClient.path(operation);
            HttpRequest.Builder request = client.request(operation.method(), path + (path.contains("?") ? "&" : "?") + "sort=up",
                ApiClient.body(contract, operation)).header("Authorization", "Bearer " + all);
            JsonNode problem = problem(client.send(request), ProblemType.VALIDATION_FAILED);
            assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("?sort");
        });
    }

    @Test
    void all_violations_come_at_once() throws Exception {
        JsonNode problem = problem(submit("""
            {"victim": {"registryId": 7}, "needs": [{"code": "fin", "urgency": "SOON"}, {}],
             "contact": {"phone": "0300", "safeHours": "25:00-26:00", "noSms": "yes"}, "consentId": "CNS"}"""), ProblemType.VALIDATION_FAILED);
        assertThat(problem.path("violations")).extracting(violation -> violation.path("pointer").asText()).contains("/victim/registryId",
            "/needs/0/code", "/needs/0/urgency", "/needs/1/code", "/contact/phone", "/contact/safeHours", "/contact/noSms", "/consentId");
        assertThat(problem.toString()).doesNotContain("0300", "SOON", "25:00-26:00");
    }

    @Test
    void programmes_or_needs_must_be_there() throws Exception {
        JsonNode problem = problem(submit("{\"victim\": {\"registryId\": \"VOT-7K3M-92QX-4\"}}"), ProblemType.VALIDATION_FAILED);
        assertThat(problem.path("violations")).hasSize(1);
        assertThat(problem.at("/violations/0/message").asText()).contains("needs, programmes");
    }

    @Test
    void texts_come_in_urdu() throws Exception {
        Answer answer = client.send(submission("{}").header("Accept-Language", "ur-PK, en;q=0.5"));
        JsonNode problem = problem(answer, ProblemType.VALIDATION_FAILED);
        assertThat(answer.header("Content-Language")).isEqualTo("ur");
        assertThat(problem.path("title").asText()).isEqualTo(ProblemType.VALIDATION_FAILED.title().ur());
        assertThat(problem.at("/violations/0/message").asText()).contains("لازمی");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"victim\": ", "{'victim': 1}", "{\"victim\":{}, \"victim\":{}}", "{} {}", "{\"a\": NaN}", "{\"a\": 1,}", "nul", " "})
    void broken_json_is_400(String body) throws Exception {
        problem(submit(body), ProblemType.MALFORMED_JSON);
    }

    @Test
    void deep_json_is_400() throws Exception {
        problem(submit("{\"details\":" + "[".repeat(40) + "]".repeat(40) + "}"), ProblemType.MALFORMED_JSON);
        problem(submit("[".repeat(500_000)), ProblemType.MALFORMED_JSON);
    }

    @Test
    void invalid_utf8_is_400() throws Exception {
        byte[] body = "{\"victim\": \"aXb\"}".getBytes(StandardCharsets.UTF_8);
        body[13] = (byte) 0xC3;
        problem(client.send(submission("").method("POST", BodyPublishers.ofByteArray(body))), ProblemType.MALFORMED_JSON);
        problem(client.send(submission("").method("POST", BodyPublishers.ofByteArray("{}".getBytes(StandardCharsets.UTF_16)))),
            ProblemType.MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\u0007", "\\u200F", "\\u202E", "\\u2066", "\\uFEFF", "\\uD800", "\\u0085", "\u202E", "\u2069"})
    void hidden_characters_are_refused_even_in_free_members(String hidden) throws Exception {
        JsonNode problem = problem(submit("""
            {"victim": {"registryId": "VOT-7K3M-92QX-4"}, "programmes": [{"id": "cash-support", "details": {"hospital": "a%sb"}}]}"""
            .formatted(hidden)), ProblemType.VALIDATION_FAILED);
        assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("/programmes/0/details/hospital");
        assertThat(problem.at("/violations/0/code").asText()).isEqualTo("forbidden-character");
    }

    @Test
    void urdu_text_is_welcome() throws Exception {
        Answer answer = submit("""
            {"victim": {"registryId": "VOT-7K3M-92QX-4"}, "programmes": [{"id": "cash-support", "details": {"hospital": "میو ہسپتال"}}]}""");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void member_names_that_could_be_data_are_not_shown() throws Exception {
        JsonNode problem = problem(submit("{\"" + ApiOnlyApplication.SECRET + "\": 1, \"victim\": {\"registryId\": \"VOT-7K3M-92QX-4\"}, "
            + "\"needs\": [{\"code\": \"FIN.INCOME_LOSS\"}]}"), ProblemType.VALIDATION_FAILED);
        assertThat(problem.at("/violations/0/pointer").asText()).isEmpty();
    }

    @Test
    void ten_megabytes_are_413_whether_announced_or_chunked() throws Exception {
        byte[] body = new byte[10 << 20];
        java.util.Arrays.fill(body, (byte) ' ');
        problem(client.send(submission("").method("POST", BodyPublishers.ofByteArray(body))), ProblemType.PAYLOAD_TOO_LARGE);
        problem(client.send(submission("").method("POST", BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)))),
            ProblemType.PAYLOAD_TOO_LARGE);
        String announced = client.raw("POST /v1/referrals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + all
            + "\r\nContent-Length: 10485760\r\nExpect: 100-continue\r\n\r\n");
        assertThat(announced).startsWith("HTTP/1.1 413").contains("payload-too-large");
    }

    @Test
    void ten_megabytes_without_token_are_401() throws Exception {
        assertThat(client.raw("POST /v1/referrals HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10485760\r\nExpect: 100-continue\r\n\r\n"))
            .startsWith("HTTP/1.1 401").contains("unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-16",
        "application/xml", "application/json; charset=\"iso-8859-1\"", "nonsense"})
    void other_content_types_are_415(String type) throws Exception {
        problem(client.send(submission("{}").setHeader("Content-Type", type)), ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void a_missing_content_type_or_a_compressed_body_is_415() throws Exception {
        HttpRequest.Builder bare = HttpRequest.newBuilder(submission("{}").build(), (name, value) -> !name.equals("Content-Type"));
        problem(client.send(bare), ProblemType.UNSUPPORTED_MEDIA_TYPE);
        problem(client.send(submission("{}").header("Content-Encoding", "gzip")), ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml, text/*", "application/json;q=0", "nonsense"})
    void other_accepts_are_406(String accept) throws Exception {
        problem(client.send(get("/v1/referrals").header("Accept", accept)), ProblemType.NOT_ACCEPTABLE);
    }

    @ParameterizedTest
    @CsvSource({"DELETE,/v1/referrals", "PUT,/v1/referrals", "POST,/v1/events", "PATCH,/v1/programmes/cash-support", "GET,/v1/partner/referrals/REF-7Q3M9K2XW8R4T6YH/accept"})
    void wrong_methods_are_405_with_allow(String method, String path) throws Exception {
        Answer answer = client.send(client.request(method, path, "{}".getBytes(StandardCharsets.UTF_8)).header("Authorization", "Bearer " + all));
        problem(answer, ProblemType.METHOD_NOT_ALLOWED);
        assertThat(answer.header("Allow")).isNotBlank().doesNotContain(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/", "/v1/nothing", "/v2/referrals", "/v1/referrals/REF-7Q3M9K2XW8R4T6YH/nothing", "/actuator", "/actuator/env", "/webjars/x.js"})
    void unknown_paths_are_404(String path) throws Exception {
        problem(client.send(get(path)), ProblemType.NOT_FOUND);
        problem(client.send(client.request("GET", path, null)), ProblemType.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/referrals/%ZZ", "/v1/referrals/a|b", "/v1/referrals/%2e%2e/x", "/v1/referrals//x", "/v1/referrals/a%2Fb", "/v1/referrals/a;b=c",
        "/v1/referrals/%00", "/v1/referrals/<script>", "/v1/../etc", "/v1/referrals/a\\b", "/v1/referrals/%C3%28"})
    void malformed_addresses_are_400(String path) throws Exception {
        String answer = client.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + all + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").containsIgnoringCase("content-type: application/problem+json")
            .contains("https://rabta.pk/problems/").doesNotContain("<html", "script>", "Exception", "Tomcat", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GEX /v1/referrals HTTP/1.1\r\nHost: localhost", "TRACE /v1/referrals HTTP/1.1\r\nHost: localhost", "GET /v1/referrals HTTP/1.1",
        "GET /v1/referrals HTTP/1.1\r\nHost: a\r\nHost: b", "GET /v1/referrals HTTP/1.1\r\nHost: localhost\r\nContent-Length: x"})
    void malformed_requests_are_problems(String head) throws Exception {
        String answer = client.raw(head + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1.1 4.*").containsIgnoringCase("application/problem+json").doesNotContain("<html", "Exception", "Tomcat");
    }

    @Test
    void huge_headers_are_a_problem() throws Exception {
        assertThat(client.raw("GET /v1/referrals HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(40_000) + "\r\n\r\n"))
            .startsWith("HTTP/1.1 400").contains("bad-request").doesNotContain("<html");
    }

    @Test
    void query_and_headers_cannot_pose_as_path_or_camel_headers() throws Exception {
        JsonNode problem = problem(client.send(get("/v1/referrals/REF-7Q3M9K2XW8R4T6YH?id=REF-OTHER&CamelHttpUri=http://x")), ProblemType.VALIDATION_FAILED);
        assertThat(problem.path("violations")).hasSize(2);
        Answer answer = client.send(get("/v1/referrals/REF-7Q3M9K2XW8R4T6YH").header("id", "REF-OTHER").header("CamelHttpResponseCode", "201")
            .header("X-Probe", "probe").header("User-Agent", "probe"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("id").asText()).isEqualTo("REF-7Q3M9K2XW8R4T6YH");
        assertThat(answer.headers().map().keySet()).doesNotContain("x-probe", "user-agent", "x-internal", "id", "accept", "host", "server");
    }

    @Test
    void parameters_are_typed_defaulted_and_checked() throws Exception {
        JsonNode body = client.send(get("/v1/referrals?status=REQUESTED,RECEIVED&limit=10")).json();
        assertThat(body.path("status").asText()).isEqualTo("[REQUESTED, RECEIVED]");
        assertThat(body.path("limit").asText()).isEqualTo("10");
        assertThat(client.send(get("/v1/referrals")).json().path("limit").asText()).isEqualTo("50");
        JsonNode problem = problem(client.send(get("/v1/referrals?status=REQUESTED,GONE&limit=201&limit=1&updatedSince=yesterday&victim=%C3%28&case=CAS-1%0A")),
            ProblemType.VALIDATION_FAILED);
        assertThat(problem.path("violations")).extracting(violation -> violation.path("pointer").asText())
            .containsExactlyInAnyOrder("?status/1", "?limit", "?limit", "?updatedSince", "?victim", "?case");
        problem(client.send(get("/v1/consents")), ProblemType.VALIDATION_FAILED);
    }

    @Test
    void equal_requests_have_equal_hashes() throws Exception {
        String one = "{\"victim\": {\"registryId\": \"VOT-7K3M-92QX-4\"}, \"needs\": [{\"code\": \"FIN.INCOME_LOSS\"}]}";
        String same = "{\"needs\":[{\"code\":\"FIN.INCOME_LOSS\"}],\"victim\":{\"registryId\":\"VOT-7K3M-92QX-4\"}}";
        assertThat(submit(one).json().path("hash")).isEqualTo(submit(same).json().path("hash"));
        assertThat(submit(one).json().path("hash")).isNotEqualTo(submit(one.replace("92QX", "92QY")).json().path("hash"));
    }

    @Test
    void if_match_is_checked() throws Exception {
        String path = "/v1/referrals/REF-7Q3M9K2XW8R4T6YH/cancel";
        byte[] body = "{\"reason\":{\"code\":\"person.declined\"}}".getBytes(StandardCharsets.UTF_8);
        problem(client.send(client.request("POST", path, body).header("Authorization", "Bearer " + all).header("If-Match", "v1")), ProblemType.VALIDATION_FAILED);
        assertThat(client.send(client.request("POST", path, body).header("Authorization", "Bearer " + all).header("If-Match", "\"v1\"")).status()).isEqualTo(200);
    }

    @Test
    void a_fault_gives_its_id_and_nothing_else() throws Exception {
        JsonNode problem = problem(client.send(get("/v1/cases/CAS-4M8N2P6Q9R3S7T5V")), ProblemType.INTERNAL_ERROR);
        assertThat(problem.path("errorId").asText()).matches("[0-9a-f]{16}");
        assertThat(problem.toString()).doesNotContain(ApiOnlyApplication.SECRET);
    }

    @Test
    void bad_tokens_are_401() throws Exception {
        List<String> scopes = List.of("referrals:read");
        Date past = Date.from(Instant.now().minus(Duration.ofHours(1)));
        for (String token : List.of("nonsense", TOKENS.with(scopes, claims -> claims.expirationTime(past)),
                TOKENS.with(scopes, claims -> claims.audience("other")), TOKENS.with(scopes, claims -> claims.issuer("http://other")),
                TOKENS.with(scopes, claims -> claims.claim("azp", null)), TOKENS.with(scopes) + "x")) {
            problem(client.send(client.request("GET", "/v1/referrals", null).header("Authorization", "Bearer " + token)), ProblemType.UNAUTHENTICATED);
        }
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
        assertThat(client.send(client.request("GET", "/readyz", null)).status()).isEqualTo(401);
        assertThat(client.send(client.request("GET", "/docs/../config/application.yaml", null)).status()).isIn(400, 401, 404);
    }

    @Test
    void answers_carry_security_headers_and_no_session() throws Exception {
        for (Answer answer : List.of(client.send(get("/v1/referrals")), client.send(client.request("GET", "/v1/referrals", null)))) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Set-Cookie")).isNull();
        }
    }

    private HttpRequest.Builder get(String path) {
        return client.request("GET", path, null).header("Authorization", "Bearer " + all);
    }

    private HttpRequest.Builder submission(String body) {
        return client.request("POST", SUBMIT, body.getBytes(StandardCharsets.UTF_8)).header("Authorization", "Bearer " + all);
    }

    private Answer submit(String body) throws IOException, InterruptedException {
        return client.send(submission(body));
    }

    private Stream<DynamicTest> each(ThrowingConsumer<Operation> test) {
        return each(operation -> true, test);
    }

    private Stream<DynamicTest> each(java.util.function.Predicate<Operation> which, ThrowingConsumer<Operation> test) {
        return contract.operations().values().stream().filter(which)
            .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> test.accept(operation)));
    }

    private static JsonNode problem(Answer answer, ProblemType type) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(type.status());
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("type").asText()).isEqualTo(type.uri());
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("status").asInt()).isEqualTo(type.status());
        assertThat(answer.body()).doesNotContain("Exception", "\tat ", "org.apache", "java.");
        return problem;
    }
}
