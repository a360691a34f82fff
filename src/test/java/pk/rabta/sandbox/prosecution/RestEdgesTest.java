package pk.rabta.sandbox.prosecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.Kept;

/** The door of partners that post JSON, and what an attacker might put there. Nothing of what is refused is kept. */
class RestEdgesTest extends ProsecutionScene {

    private final String id = "EDGE-" + report;
    private final String notice = """
            {"noticeId":"%s","ref":"REF-NONE","event":"HEARING","at":"2026-03-07T09:00:00+05:00",
             "hearing":{"court":"ATC Mardan","caseNumber":"9/2026","date":"%s","stage":"EVIDENCE"}}"""
            .formatted(id, DAY);

    @Test
    void bytesThatAreNotUtf8AreRefusedWithTheirPlaceAndNotReplaced(HubClient officer) {
        byte[] body = notice.getBytes(StandardCharsets.UTF_8);
        body[notice.indexOf("ATC")] = (byte) 0xC3;
        HubClient.Answer answer = post(officer, request -> request, body);
        assertThat(answer.isProblem("malformed-json")).as(answer.toString()).isTrue();
        assertThat(answer.body().path("detail").asText()).contains("not UTF-8, line 2, column");
        assertThat(Kept.messages(hub, "prosecution-kp", "rest/" + id)).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"event\":|\"event\":\"HEARING\",\"event\":", "\"2026-03-07|1e1000000000,\"x\":\"2026-03-07",
        "\"2026-03-07|1e400,\"x\":\"2026-03-07", "\"2026-03-07|NaN,\"x\":\"2026-03-07"})
    void whatIsReadInTwoWaysIsRefused(String part, String instead, HubClient officer) {
        HubClient.Answer answer = post(officer, request -> request,
                notice.replace(part, instead).getBytes(StandardCharsets.UTF_8));
        assertThat(answer.isProblem("malformed-json")).as(answer.toString()).isTrue();
        assertThat(Kept.messages(hub, "prosecution-kp", "rest/" + id)).isZero();
    }

    /** Not stripped: a court that reads otherwise than it was written is not the partner's word. */
    @ParameterizedTest
    @ValueSource(strings = {"\u202E", "\u2066", "\u200F", "\u061C", "\uFEFF"})
    void textWithDirectionMarksIsRefused(String mark, HubClient officer) {
        HubClient.Answer answer = post(officer, request -> request,
                notice.replace("ATC", "ATC" + mark).getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.text()).contains("/hearing/court").doesNotContain(mark);
    }

    @Test
    void depthAndSizeHaveBounds(HubClient officer) {
        byte[] deep = notice.replace("\"9/2026\"", "[".repeat(70) + "]".repeat(70)).getBytes(StandardCharsets.UTF_8);
        assertThat(post(officer, request -> request, deep).isProblem("malformed-json")).isTrue();
        byte[] large = notice.replace("9/2026", "9".repeat(3 << 20)).getBytes(StandardCharsets.UTF_8);
        assertThat(post(officer, request -> request, large).isProblem("payload-too-large")).isTrue();
        assertThat(Kept.messages(hub, "prosecution-kp", "rest/" + id)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"Content-Encoding,gzip", "Content-Encoding,br", "Content-Encoding,'identity, gzip'",
        "Content-Type,multipart/form-data; boundary=x", "Content-Type,text/plain",
        "Content-Type,application/x-www-form-urlencoded"})
    void whatIsPackedInPartsOrOfAnotherTypeIsRefused(String header, String value, HubClient officer) {
        HubClient.Answer answer = post(officer, request -> request.setHeader(header, value),
                notice.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.isProblem("unsupported-media-type")).as(answer.toString()).isTrue();
        assertThat(Kept.messages(hub, "prosecution-kp", "rest/" + id)).isZero();
    }

    /** Camel's own headers, in any case of letters, and the hub's variables are no caller's to set. */
    @Test
    void noHeaderOrParameterPosesAsOneOfTheHubs(HubClient officer) {
        HubClient partner = officer.as("PROSECUTION_KP");
        HubClient.Answer answer = partner.send(partner.request("/rest/prosecution-kp/updates?CamelHttpResponseCode=299"
                        + "&breadcrumbId=x&inbound=x").header("Content-Type", "application/json")
                .header("CamelHttpResponseCode", "299").header("cAMELhTTPrESPONSEcODE", "299")
                .header("CAmelHttpUri", "http://127.0.0.1/").header("CamelBeanMethodName", "open")
                .header("CamelCharsetName", "UTF-16").header("X-Probe", "probe")
                .POST(BodyPublishers.ofString(notice)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.toLowerCase().startsWith("camel")
                || name.equals("x-probe") || name.equals("breadcrumbid"));
        assertThat(Kept.content(hub, "prosecution-kp", "rest/" + id)).isEqualTo(notice);
    }

    @Test
    void textThatLooksLikeAnExpressionIsText(HubClient officer) {
        for (String expression : Kept.EXPRESSIONS) {
            String own = id + expression;
            String body = notice.replace("ATC Mardan", expression).replace("9/2026", expression)
                    .replace(id, own).replace("REF-NONE", expression);
            HubClient.Answer answer = post(officer, request -> request, body.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(answer.toString()).isBetween(400, 422);
            assertThat(Kept.evaluatesNothing(answer.text())).as(answer.text()).isTrue();
            assertThat(Kept.content(hub, "prosecution-kp", "rest/" + own)).isEqualTo(body);
        }
    }

    private interface Change {
        HttpRequest.Builder of(HttpRequest.Builder request);
    }

    private static HubClient.Answer post(HubClient officer, Change change, byte[] body) {
        HubClient partner = officer.as("PROSECUTION_KP");
        return partner.send(change.of(partner.request("/rest/prosecution-kp/updates")
                .setHeader("Content-Type", "application/json")).POST(BodyPublishers.ofByteArray(body)));
    }
}
