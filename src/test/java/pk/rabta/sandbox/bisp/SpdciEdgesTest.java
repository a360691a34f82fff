package pk.rabta.sandbox.bisp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.Kept;
import pk.rabta.sandbox.spdci.HubDoor;

/** The door of partners that speak SPDCI, and of the registry. Nothing of what is refused is kept. */
class SpdciEdgesTest extends BispScene {

    @Test
    void bytesThatAreNotUtf8AreRefusedWithTheirPlace(HubClient officer) throws IOException {
        ObjectNode answer = bisp.answer("REF-0000", Household.ELIGIBLE);
        byte[] body = bisp.signer().signed(answer, Instant.now());
        body[new String(body, StandardCharsets.UTF_8).indexOf("REF-0000")] = (byte) 0xC3;
        HubDoor.Reply reply = bisp.send("on-search", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().at("/message/error/message").asText()).contains("not UTF-8, line 1, column");
        assertThat(this.officer.archived(answer)).isZero();
        // The registry, which shows a token, is read no other way.
        assertThat(refusedNotice(officer, body)).contains("not UTF-8, line 1, column");
    }

    private static String refusedNotice(HubClient officer, byte[] body) {
        HubClient registry = officer.as("REGISTRY");
        HubClient.Answer refused = registry.send(registry.request("/spdci/registry/registry/notify")
                .header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body)));
        assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
        assertThat(refused.text()).contains("err.request.bad");
        return refused.text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"header\":{},\"header\":{}}", "[]", "1e1000000000", "{\"header\":1e1000000000}", "", "{} {}"})
    void whatIsNoEnvelopeIsRefused(String body, HubClient officer) throws IOException {
        refusedNotice(officer, body.getBytes(StandardCharsets.UTF_8));
        HubDoor.Reply reply = bisp.send("on-search", body.getBytes(StandardCharsets.UTF_8));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("err.request.bad");
    }

    @Test
    void anEnvelopeTooDeepIsRefusedBeforeItsSignatureIsLookedAt(HubClient registry) throws IOException {
        ObjectNode answer = bisp.answer("REF-0000", Household.ELIGIBLE);
        String deep = new String(bisp.signer().signed(answer, Instant.now()), StandardCharsets.UTF_8)
                .replace("\"REF-0000\"", "[".repeat(70) + "]".repeat(70));
        assertThat(bisp.send("on-search", deep.getBytes(StandardCharsets.UTF_8)).errorCode()).isEqualTo("err.request.bad");
        assertThat(officer.archived(answer)).isZero();
        refusedNotice(registry, deep.getBytes(StandardCharsets.UTF_8));
    }

    /** Ids are stored and shown; free text of an answer is cleaned, see FreeTextTest. */
    @Test
    void anIdWithDirectionMarksIsRefused(HubClient registry) throws IOException {
        ObjectNode answer = bisp.answer("REF-0000", Household.ELIGIBLE);
        ((ObjectNode) answer.path("header")).put("message_id", "a\u2066b");
        byte[] signed = bisp.signer().signed(answer, Instant.now());
        assertThat(bisp.send("on-search", signed).errorCode()).isEqualTo("err.request.bad");
        refusedNotice(registry, signed);
    }

    @Test
    void aReplayedMessageIsAcknowledgedAndCountsOnce() throws IOException {
        ObjectNode answer = bisp.answer("REF-0000", Household.VEHICLE_OWNER);
        byte[] signed = bisp.signer().signed(answer, Instant.now());
        assertThat(bisp.send("on-search", signed).isAck()).isTrue();
        assertThat(bisp.send("on-search", signed).isAck()).isTrue();
        assertThat(officer.archived(answer)).isEqualTo(1);
        assertThat(bisp.send("on-register", signed).errorCode()).as("at another address").isEqualTo("err.request.bad");
    }

    /** An id is text, even where a layer of the hub has a meaning of its own for it. */
    @Test
    void anIdIsTakenAsItIs() throws IOException {
        List<String> ids = new ArrayList<>(List.of("null", "'quoted'", "\"quoted\"", "true", "a,b)", "*", "String.class"));
        ids.addAll(Kept.EXPRESSIONS);
        for (String id : ids) {
            ObjectNode answer = bisp.answer("REF-0000", Household.VEHICLE_OWNER);
            ((ObjectNode) answer.path("header")).put("message_id", id);
            HubDoor.Reply reply = bisp.send("on-search", bisp.signer().signed(answer, Instant.now()));
            assertThat(reply.isAck()).as(id + reply.body()).isTrue();
            assertThat(Kept.messages(context, "bisp", id)).as(id).isEqualTo(1);
            assertThat(Kept.evaluatesNothing(reply.body().toString())).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"Content-Encoding,gzip,415", "Content-Type,multipart/mixed,415", "CamelHttpResponseCode,299,401",
        "cAmElHttpResponseCode,299,401"})
    void headersChangeNothing(String name, String value, int status, HubClient anyone) {
        HubClient nobody = anyone.withToken("");
        HubClient.Answer answer = nobody.send(nobody.request("/spdci/bisp/registry/on-search")
                .setHeader("Content-Type", "application/json").setHeader(name, value)
                .POST(BodyPublishers.ofString("{\"header\":{},\"message\":{}}")));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.headers().map().keySet()).noneMatch(header -> header.toLowerCase().startsWith("camel"));
    }
}
