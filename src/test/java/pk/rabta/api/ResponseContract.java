package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import pk.rabta.api.contract.Contract;
import pk.rabta.api.contract.Operation;
import pk.rabta.sandbox.HubClient.Answer;

/** Holds answers against the contract: status, headers, schema, and no member that the schema does not name. */
public final class ResponseContract {

    private static final Contract CONTRACT = new Contract(Clock.systemUTC());

    private ResponseContract() {}

    /** Fails unless the answer has this status and is what the contract says of it; returns its body. */
    public static JsonNode check(String operation, int status, Answer answer) {
        assertThat(answer.status()).as(operation + ": " + answer).isEqualTo(status);
        Operation known = CONTRACT.operations().get(operation);
        String at = "/paths/" + known.path().replace("/", "~1") + "/" + known.method().toLowerCase() + "/responses/"
                + status;
        JsonNode response = CONTRACT.document().at(at);
        assertThat(response.isMissingNode()).as(operation + " may answer " + status).isFalse();
        response = resolved(response);
        response.path("headers").properties().forEach(header -> {
            if (resolved(header.getValue()).path("required").asBoolean()) {
                assertThat(answer.header(header.getKey())).as(operation + " sends " + header.getKey()).isNotEmpty();
            }
        });
        String type = status < 400 ? "application/json" : "application/problem+json";
        assertThat(answer.header("Content-Type")).startsWith(type);
        JsonNode schema = response.path("content").path(type).path("schema");
        assertThat(CONTRACT.schema(schema.path("$ref").asText().substring(1)).check(answer.body(), ""))
                .as(operation + ": " + answer).isEmpty();
        if (status < 400) {
            Set<String> unknown = new TreeSet<>();
            unnamed(answer.body(), schema, "", unknown);
            assertThat(unknown).as(operation + " answers members that the contract does not name").isEmpty();
        }
        return answer.body();
    }

    private static void unnamed(JsonNode value, JsonNode given, String at, Set<String> unknown) {
        JsonNode schema = resolved(given);
        if (value.isArray()) {
            value.forEach(item -> unnamed(item, schema.path("items"), at + "[]", unknown));
        } else if (value.isObject() && schema.has("properties")) {
            value.properties().forEach(member -> {
                if (schema.path("properties").has(member.getKey())) {
                    unnamed(member.getValue(), schema.path("properties").path(member.getKey()),
                            at + "/" + member.getKey(), unknown);
                } else {
                    unknown.add(at + "/" + member.getKey());
                }
            });
        }
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(CONTRACT.document().at(node.path("$ref").asText().substring(1))) : node;
    }
}
