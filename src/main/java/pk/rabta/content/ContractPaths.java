package pk.rabta.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Whether a dotted path, such as those that profiles disclose, is one of the canonical referral. */
final class ContractPaths {

    private final Map<String, JsonNode> contracts = new HashMap<>();
    private final JsonNode referral;

    ContractPaths(Path folder) {
        ObjectMapper json = new ObjectMapper();
        try {
            for (Path file : ContentFiles.below(folder)) {
                JsonNode schema = json.readTree(file.toFile());
                contracts.put(schema.path("$id").asText(), schema);
            }
            referral = json.readTree(folder.resolve("referral.schema.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String path) {
        // Shorthand of the disclosure policy: the identifiers of type CNIC.
        return path.equals("victim.cnic") || find(referral, referral, path);
    }

    /** Whether it names an object, or one of a list, that may have members which no contract knows. */
    boolean open(String path) {
        String last = path + ".a-member-that-no-contract-names";
        return has(path) && !path.equals("victim.cnic") && find(referral, referral, last);
    }

    private boolean find(JsonNode root, JsonNode schema, String path) {
        if (schema.has("$ref")) {
            String[] ref = schema.get("$ref").asText().split("#", 2);
            JsonNode other = ref[0].isEmpty() ? root : contracts.getOrDefault(ref[0], root);
            return find(other, ref.length < 2 || ref[1].isEmpty() ? other : other.at(ref[1]), path);
        }
        if (schema.has("items")) {
            return find(root, schema.get("items"), path);
        }
        if (path.isEmpty()) {
            return true;
        }
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        String rest = dot < 0 ? "" : path.substring(dot + 1);
        JsonNode member = schema.path("properties").path(name);
        if (!member.isMissingNode()) {
            return find(root, member, rest);
        }
        boolean free = "object".equals(schema.path("type").asText()) && !schema.path("additionalProperties").isBoolean();
        return free || schema.path("additionalProperties").asBoolean(false);
    }
}
