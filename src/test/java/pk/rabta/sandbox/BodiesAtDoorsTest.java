package pk.rabta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are too large, packed or in parts are refused at each door of partners, before any reader of its own. */
@HubTest
class BodiesAtDoorsTest {

    private static final byte[] TOO_LARGE = "x".repeat(3 << 20).getBytes(StandardCharsets.US_ASCII);
    /** Method, client that shows a token, path, type; without a client the proof is in the body. */
    private static final List<List<String>> DOORS = List.of(
            List.of("POST", "PROSECUTION_KP", "/rest/prosecution-kp/updates", "application/json"),
            List.of("PUT", "HEALTH_PB", "/fhir/health-pb/Task/REF-NONE", "application/fhir+json"),
            List.of("POST", "", "/soap/pbm", "text/xml"),
            List.of("POST", "", "/spdci/bisp/registry/on-search", "application/json"),
            List.of("POST", "REGISTRY", "/spdci/registry/registry/notify", "application/json"),
            List.of("POST", "", "/sealed/wpu-kp/answers", "application/jose"));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tooLargeIsRefused(boolean announced, HubClient officer) {
        for (List<String> door : DOORS) {
            BodyPublisher body = BodyPublishers.ofByteArray(TOO_LARGE);
            HubClient.Answer answer = send(officer, door, "X-Request-Id", "E-large",
                    announced ? body : BodyPublishers.fromPublisher(body));
            assertThat(answer.status()).as(door + " " + answer).isEqualTo(413);
            assertThat(answer.text()).contains("payload-too-large");
        }
    }

    @ParameterizedTest
    @CsvSource({"Content-Encoding,gzip", "content-encoding,GZIP", "Content-Encoding,deflate",
        "Content-Type,multipart/related; boundary=x", "CONTENT-TYPE,Multipart/Mixed; boundary=x"})
    void packedOrInPartsIsRefused(String header, String value, HubClient officer) {
        for (List<String> door : DOORS) {
            HubClient.Answer answer = send(officer, door, header, value, BodyPublishers.ofString("{}"));
            assertThat(answer.status()).as(door + " " + answer).isEqualTo(415);
        }
    }

    private static HubClient.Answer send(HubClient officer, List<String> door, String header, String value,
            BodyPublisher body) {
        HubClient partner = door.get(1).isEmpty() ? officer.withToken("") : officer.as(door.get(1));
        return partner.send(partner.request(door.get(2)).setHeader("Content-Type", door.get(3)).setHeader(header, value)
                .method(door.getFirst(), body));
    }
}
