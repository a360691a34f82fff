package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.api.ApiClient.Answer;

/** Bodies that are refused, and how it is said. */
class BodyRefusalsTest extends EdgeTest {

    @Test
    void all_violations_come_at_once() throws Exception {
        JsonNode problem = problem(submit("""
            {"victim": {"registryId": 7}, "needs": [{"code": "fin", "urgency": "SOON"}, {}],
             "contact": {"phone": "0300", "safeHours": "25:00-26:00", "noSms": "yes"}, "consentId": "CNS"}"""),
            ProblemType.VALIDATION_FAILED);
        assertThat(pointers(problem)).contains("/victim/registryId", "/needs/0/code", "/needs/0/urgency",
            "/needs/1/code", "/contact/phone", "/contact/safeHours", "/contact/noSms", "/consentId");
        assertThat(problem.toString()).doesNotContain("0300", "SOON", "25:00-26:00");
    }

    @Test
    void programmes_or_needs_must_be_there() throws Exception {
        JsonNode problem = problem(submit("{\"victim\": {\"registryId\": \"VOT-7K3M-92QX-4\"}}"),
            ProblemType.VALIDATION_FAILED);
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
    @ValueSource(strings = {"{\"victim\": ", "{'victim': 1}", "{\"victim\":{}, \"victim\":{}}", "{} {}",
        "{\"a\": NaN}", "{\"a\": 1,}", "nul", " "})
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
        problem(client.send(submission(body)), ProblemType.MALFORMED_JSON);
        problem(client.send(submission("{}".getBytes(StandardCharsets.UTF_16))), ProblemType.MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\u0007", "\\u200F", "\\u202E", "\\u2066", "\\uFEFF", "\\uD800", "\\u0085",
        "\u202E", "\u2069"})
    void hidden_characters_are_refused_even_in_free_members(String hidden) throws Exception {
        JsonNode problem = problem(submit("""
            {"victim": {"registryId": "VOT-7K3M-92QX-4"},
             "programmes": [{"id": "cash-support", "details": {"hospital": "a%sb"}}]}"""
            .formatted(hidden)), ProblemType.VALIDATION_FAILED);
        assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("/programmes/0/details/hospital");
        assertThat(problem.at("/violations/0/code").asText()).isEqualTo("forbidden-character");
    }

    @Test
    void urdu_text_is_welcome() throws Exception {
        Answer answer = submit("""
            {"victim": {"registryId": "VOT-7K3M-92QX-4"},
             "programmes": [{"id": "cash-support", "details": {"hospital": "میو ہسپتال"}}]}""");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void member_names_that_could_be_data_are_not_shown() throws Exception {
        JsonNode problem = problem(submit("{\"" + ApiOnlyApplication.SECRET
            + "\": 1, \"victim\": {\"registryId\": \"VOT-7K3M-92QX-4\"}, "
            + "\"needs\": [{\"code\": \"FIN.INCOME_LOSS\"}]}"), ProblemType.VALIDATION_FAILED);
        assertThat(problem.at("/violations/0/pointer").asText()).isEmpty();
    }

    @Test
    void ten_megabytes_are_413_whether_announced_or_chunked() throws Exception {
        byte[] body = new byte[10 << 20];
        Arrays.fill(body, (byte) ' ');
        problem(client.send(submission(body)), ProblemType.PAYLOAD_TOO_LARGE);
        HttpRequest.Builder chunked = submission("")
            .method("POST", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        problem(client.send(chunked), ProblemType.PAYLOAD_TOO_LARGE);
        String announced = client.raw("POST /v1/referrals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + all
            + "\r\nContent-Length: 10485760\r\nExpect: 100-continue\r\n\r\n");
        assertThat(announced).startsWith("HTTP/1.1 413").contains("payload-too-large");
    }

    @Test
    void ten_megabytes_without_token_are_401() throws Exception {
        assertThat(client.raw("POST /v1/referrals HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10485760\r\n"
            + "Expect: 100-continue\r\n\r\n")).startsWith("HTTP/1.1 401").contains("unauthenticated");
    }

    @Test
    void equal_requests_have_equal_hashes() throws Exception {
        String one = "{\"victim\": {\"registryId\": \"VOT-7K3M-92QX-4\"}, "
            + "\"needs\": [{\"code\": \"FIN.INCOME_LOSS\"}]}";
        String same = "{\"needs\":[{\"code\":\"FIN.INCOME_LOSS\"}],\"victim\":{\"registryId\":\"VOT-7K3M-92QX-4\"}}";
        assertThat(submit(one).json().path("hash")).isEqualTo(submit(same).json().path("hash"));
        assertThat(submit(one).json().path("hash"))
            .isNotEqualTo(submit(one.replace("92QX", "92QY")).json().path("hash"));
    }
}
