package pk.rabta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.sandbox.bisp.BispSimulator;
import pk.rabta.sandbox.bisp.Household;

/**
 * What callers call themselves Camel's or the hub's does not even come into an exchange, at no door and in no case of
 * letters. The SOAP door is in SoapEdgesTest.
 */
@HubTest
class HeadersAtDoorsTest {

    @Autowired
    private CamelContext camel;
    private Entered entered;

    @BeforeEach
    void listen() {
        entered = new Entered(camel);
    }

    @AfterEach
    void leave() {
        entered.close();
    }

    /** There not even those come in that partners' doors let in: the API has read its own before. */
    @Test
    void atTheApi(HubClient officer) {
        HubClient.Answer answer = officer.send(Entered.posing(officer.request("/v1/referrals")).GET());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(entered.at("/v1/referrals")).isNotEmpty().noneMatch(Entered::posed);
    }

    @ParameterizedTest
    @CsvSource({"POST,PROSECUTION_KP,/rest/prosecution-kp/updates,application/json",
        "PUT,HEALTH_PB,/fhir/health-pb/Task/REF-NONE,application/fhir+json",
        "POST,REGISTRY,/spdci/registry/registry/notify,application/json",
        "POST,WPU_KP,/sealed/wpu-kp/answers,application/jose"})
    void atThePartnersDoors(String method, String client, String path, String type, HubClient officer) {
        HubClient partner = client.equals("WPU_KP") ? officer.withToken("") : officer.as(client);
        HubClient.Answer answer = partner.send(Entered.posing(partner.request(Entered.posing(path)))
                .header("Content-Type", type).method(method, BodyPublishers.ofString("{\"x\":1}")));
        assertThat(answer.status()).as(answer.toString()).isBetween(400, 422);
        nothingPosedAt(path.replaceFirst("/REF-NONE", ""));
    }

    @Test
    void atTheDoorThatAsksForASignature(HubClient anyone, BispSimulator bisp) {
        HubClient nobody = anyone.withToken("");
        byte[] signed = bisp.signer().signed(bisp.answer("REF-0000", Household.ELIGIBLE), Instant.now());
        HubClient.Answer answer = nobody.send(Entered.posing(nobody.request(Entered.posing(
                "/spdci/bisp/registry/on-search"))).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(signed)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        nothingPosedAt("/spdci/bisp/registry/on-search");
    }

    private void nothingPosedAt(String door) {
        // What is allowed does come in: else this would look at nothing.
        assertThat(entered.at(door)).as(door).isNotEmpty().allMatch(headers -> headers.keySet().stream()
                .anyMatch(name -> name.equalsIgnoreCase("Host")));
        assertThat(entered.at(door)).noneMatch((Map<String, Object> headers) -> Entered.posed(headers));
    }
}
