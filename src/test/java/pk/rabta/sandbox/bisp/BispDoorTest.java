package pk.rabta.sandbox.bisp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.protection.Vault;
import pk.rabta.sandbox.spdci.HubDoor;
import pk.rabta.sandbox.spdci.Signer;

/** Messages of the cash programme that come to the hub: what is taken, what is kept, what is refused. */
class BispDoorTest extends BispScene {

    @Test
    void forged_altered_unsigned_and_old_messages_are_refused_and_not_kept() throws IOException {
        bisp.takes(Duration.ofHours(1), Duration.ofHours(1));
        String referral = refer(person(Household.ELIGIBLE));
        officer.awaitStatus(referral, "RECEIVED");
        ObjectNode answer = bisp.answer(referral, Household.VEHICLE_OWNER);

        assertRefused(new Signer("bisp", "bisp-key-1").signed(answer, Instant.now()), "err.signature.invalid");
        assertRefused(new Signer("bisp", "unknown-key").signed(answer, Instant.now()), "err.signature.invalid");
        assertRefused(new String(bisp.signer().signed(answer, Instant.now()), StandardCharsets.UTF_8)
                .replace("VEHICLE_OWNER", "LAND_OWNER").getBytes(StandardCharsets.UTF_8), "err.signature.invalid");
        assertRefused(bisp.signer().signed(answer, Instant.now().minusSeconds(301)), "err.signature.invalid");
        assertRefused(answer.toString().getBytes(StandardCharsets.UTF_8), "err.signature.missing");

        assertThat(officer.archived(answer)).isZero();
        assertThat(officer.status(referral)).isEqualTo("RECEIVED");
    }

    @Test
    void one_message_id_stands_for_one_message() throws IOException {
        ObjectNode answer = bisp.answer("REF-0000", Household.VEHICLE_OWNER);
        assertThat(bisp.send("on-search", bisp.signer().signed(answer, Instant.now())).isAck()).isTrue();
        ((ObjectNode) answer.path("message")).put("transaction_id", "REF-0001");
        HubDoor.Reply other = bisp.send("on-search", bisp.signer().signed(answer, Instant.now()));
        assertThat(other.errorCode()).isEqualTo("err.request.bad");
    }

    @Test
    void headers_are_held_against_the_standard() throws IOException {
        assertHeader("message_ts", "2026-03-05T06:12:00", "err.request.bad");
        assertHeader("action", "on-register", "err.request.bad");
        assertHeader("receiver_id", "somebody-else", "err.receiver_id.invalid");
        assertHeader("message_id", "", "err.request.bad");
        assertHeader("message_id", "a\u0000b", "err.request.bad");
        assertHeader("message_id", "a\u202Eb", "err.request.bad");
    }

    @Test
    void a_message_that_cannot_be_read_is_kept_and_said_to_be_unreadable() throws IOException {
        ObjectNode answer = bisp.answer("REF-0000", Household.ELIGIBLE);
        ((ObjectNode) answer.at("/message/search_response/0")).put("status", "done");
        HubDoor.Reply reply = bisp.send("on-search", bisp.signer().signed(answer, Instant.now()));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("err.request.bad");
        assertThat(officer.archived(answer)).isEqualTo(1);
    }

    @Test
    void the_score_is_not_even_archived() throws IOException {
        ObjectNode answer = bisp.answer("REF-0000", Household.ELIGIBLE);
        ((ObjectNode) answer.at("/message/search_response/0/data/reg_records/0")).put("pmt_score", "23.7")
                .put("PMTScore", 23.7);
        byte[] signed = bisp.signer().signed(answer, Instant.now());
        assertThat(bisp.send("on-search", signed).isAck()).isTrue();
        assertThat(bisp.send("on-search", signed).isAck()).as("a repeat is known").isTrue();
        assertThat(officer.archived(answer)).isEqualTo(1);
        Vault vault = context.getBean(Vault.class);
        List<String> kept = context.getBean(JdbcClient.class).sql("""
                select id, content, sealed_key from inbound_message where partner_id = 'bisp' and content is not null
                  and sealed_for is null""")
                .query((row, n) -> new String(vault.open(row.getBytes(3), "message/" + row.getString(1),
                        row.getBytes(2)), StandardCharsets.UTF_8)).list();
        assertThat(kept).anyMatch(text -> text.contains("\"REF-0000\"")).noneMatch(text ->
                text.contains("23.7") || text.toLowerCase(Locale.ROOT).contains("score"));
    }

    /** What is checked is what was sent: bytes that are no text do not become the text that was signed. */
    @Test
    void aMessageThatIsNotInUtf8IsRefusedHoweverItIsSigned() throws IOException {
        ObjectNode answer = bisp.answer("REF-0000", Household.ELIGIBLE);
        ((ObjectNode) answer.path("header")).put("sender_uri", "\ufffd");
        String signed = new String(bisp.signer().signed(answer, Instant.now()), StandardCharsets.UTF_8);
        HubDoor.Reply reply = bisp.send("on-search", signed.replace('\ufffd', '\u00ff').getBytes(StandardCharsets.ISO_8859_1));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("err.request.bad");
        assertThat(officer.archived(answer)).isZero();
    }

    private void assertHeader(String member, String value, String code) throws IOException {
        ObjectNode answer = bisp.answer("REF-0000", Household.ELIGIBLE);
        ((ObjectNode) answer.path("header")).put(member, value);
        HubDoor.Reply reply = bisp.send("on-search", bisp.signer().signed(answer, Instant.now()));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo(code);
    }

    private void assertRefused(byte[] message, String code) throws IOException {
        HubDoor.Reply reply = bisp.send("on-search", message);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.errorCode()).isEqualTo(code);
    }
}
