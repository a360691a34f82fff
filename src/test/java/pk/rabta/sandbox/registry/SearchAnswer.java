package pk.rabta.sandbox.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.UUID;
import pk.rabta.sandbox.spdci.Envelope;

/** What a search for one person is answered with. */
final class SearchAnswer {

    private SearchAnswer() {}

    static ObjectNode of(Optional<ObjectNode> person, String transaction, String reference) {
        ObjectNode answer = Envelope.from(RegistrySimulator.ID, RegistrySimulator.HUB, "on-search", transaction);
        ObjectNode message = (ObjectNode) answer.path("message");
        message.put("correlation_id", UUID.randomUUID().toString());
        ObjectNode found = message.putArray("search_response").addObject();
        found.put("reference_id", reference).put("timestamp", Envelope.now())
                .put("status", "succ").put("status_reason_code", "").put("locale", "eng");
        ObjectNode data = found.putObject("data").put("version", "1.0.0").put("reg_type", "VictimRegistry")
                .put("reg_record_type", "Victim");
        ArrayNode records = data.putArray("reg_records");
        person.ifPresent(records::add);
        found.putObject("pagination").put("page_size", "1").put("page_number", "1")
                .put("total_count", "" + records.size());
        return answer;
    }
}
