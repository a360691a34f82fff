package pk.rabta.sandbox.spdci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import pk.rabta.sandbox.HttpSimulator;

/** Messages of SPDCI as real registries write them: numbers as text, "" for absent. */
public final class Envelope {

    public static final JsonMapper JSON = new JsonMapper();

    /** The answer to a request that was understood; a callback follows. */
    public static HttpSimulator.Answer ack(String correlationId) {
        return acknowledgement(200, "ACK", correlationId, "", "");
    }

    /** A refusal, with a code of the standard. */
    public static HttpSimulator.Answer error(int status, String code, String message) {
        return acknowledgement(status, "ERR", UUID.randomUUID().toString(), code, message);
    }

    private Envelope() {}

    private static HttpSimulator.Answer acknowledgement(int status, String ack, String correlation, String code,
            String text) {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode message = answer.putObject("message").put("ack_status", ack).put("timestamp", now())
                .put("correlation_id", correlation);
        if (!code.isEmpty()) {
            message.putObject("error").put("code", code).put("message", text);
        }
        return HttpSimulator.Answer.json(status, answer.toString());
    }

    /** A message of ours with an empty {@code message}, from us to the hub. */
    public static ObjectNode from(String sender, String receiver, String action, String transactionId) {
        ObjectNode envelope = JSON.createObjectNode();
        envelope.putObject("header").put("version", "1.0.0").put("message_id", UUID.randomUUID().toString())
                .put("message_ts", now()).put("action", action).put("status", "succ").put("status_reason_code", "")
                .put("total_count", "1").put("completed_count", "1").put("sender_id", sender)
                .put("receiver_id", receiver).put("is_msg_encrypted", false).put("meta", "");
        envelope.putObject("message").put("transaction_id", transactionId);
        return envelope;
    }

    /** Local time with its offset, as partners in Pakistan write it; toString would leave out a second of zero. */
    public static String now() {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.ofHours(5)));
    }

    /** What is wrong with a request's header, as a code of the standard; "" if nothing is. */
    public static String fault(JsonNode header, String action, String receiver) {
        if (header.path("message_id").asText().isBlank()) {
            return "err.request.bad";
        }
        try {
            OffsetDateTime.parse(header.path("message_ts").asText());
        } catch (DateTimeParseException e) {
            return "rjct.message_ts.invalid";
        }
        if (!header.path("action").asText().equals(action)) {
            return "rjct.action.invalid";
        }
        if (!header.path("total_count").asText().equals("1")) {
            return "rjct.total_count.invalid";
        }
        return header.path("receiver_id").asText().equals(receiver) ? "" : "err.receiver_id.invalid";
    }
}
