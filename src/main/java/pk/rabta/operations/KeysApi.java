package pk.rabta.operations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.protection.KeyStatus;
import pk.rabta.query.Json;

/** Master keys by their ids: what needs them, and which node has them. */
@Component("adminKeys")
public class KeysApi {

    private final KeyStatus status;

    KeysApi(KeyStatus status) {
        this.status = status;
    }

    /** The operation getKeys. */
    public ApiAnswer get(ApiRequest request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        var keys = answer.putArray("keys");
        status.keys().forEach(key -> keys.addObject().put("id", key.id()).put("here", key.here())
                .put("sealing", key.sealing()).put("rows", key.rows()).put("removable", key.removable()));
        var nodes = answer.putArray("nodes");
        status.nodes().forEach(node -> {
            ObjectNode one = nodes.addObject().put("id", node.id().toString()).put("sealing", node.sealing())
                    .put("seenAt", node.seenAt().toString());
            node.keys().stream().sorted().forEach(one.putArray("keys")::add);
        });
        answer.put("earlier", status.earlier());
        Json.put(answer, "problem", status.problem());
        return ApiAnswer.ok(answer);
    }
}
