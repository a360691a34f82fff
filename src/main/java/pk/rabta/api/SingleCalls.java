package pk.rabta.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.contract.Contract;
import pk.rabta.api.contract.Operation;
import pk.rabta.api.server.EdgeCall;

/** Makes of a part of a body the request that it would be as a call of its own: the same checks, key and hash. */
@Component
public class SingleCalls {

    private final Contract contract;

    SingleCalls(Contract contract) {
        this.contract = contract;
    }

    /**
     * @param operation operationId of one whose path has no parameters; those of its query are left out
     * @param whole     the call that brought the part
     * @param key       its Idempotency-Key
     * @throws ProblemException what the single call would be refused with
     */
    public ApiRequest request(String operation, ApiRequest whole, @Nullable String key, @Nullable JsonNode body) {
        Operation single = contract.operations().get(operation);
        if (single == null) {
            throw new IllegalArgumentException("The contract has no operation " + operation);
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Accept-Language", List.of(whole.language().tag()));
        if (key != null) {
            headers.put("Idempotency-Key", List.of(key));
        }
        return RequestReader.read(single,
            new EdgeCall(single, whole.caller(), single.path(), null, headers, new byte[0], null), () -> body);
    }
}
