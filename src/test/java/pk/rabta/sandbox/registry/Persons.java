package pk.rabta.sandbox.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pk.rabta.sandbox.spdci.Envelope;

/** The registry's records, all invented, in the form in which they are sent. */
final class Persons {

    private static final String RESOURCE = "/sandbox/registry/persons.json";

    private final Map<String, ObjectNode> records = new LinkedHashMap<>();

    Persons() {
        try (InputStream file = Persons.class.getResourceAsStream(RESOURCE)) {
            for (JsonNode record : Envelope.JSON.readTree(file)) {
                records.put(record.path("registry_id").asText(), (ObjectNode) record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    synchronized Optional<ObjectNode> find(String registryId) {
        return Optional.ofNullable(records.get(registryId)).map(ObjectNode::deepCopy);
    }

    synchronized List<String> ids() {
        return List.copyOf(records.keySet());
    }

    /** A new person: a copy of another one under an id of its own, for a test that must not meet others. */
    synchronized void copy(String registryId, String newId, String cnic) {
        ObjectNode record = record(registryId).deepCopy();
        record.put("registry_id", newId);
        ArrayNode identifiers = ((ObjectNode) record.path("person")).putArray("identifier");
        identifiers.addObject().put("identifier_type", "CNIC").put("identifier_value", cnic);
        records.put(newId, record);
    }

    synchronized void flags(String registryId, List<String> flags) {
        ArrayNode list = record(registryId).putArray("protection_flags");
        flags.forEach(list::add);
    }

    synchronized void deceased(String registryId) {
        record(registryId).put("is_deceased", "true");
    }

    synchronized void merged(String registryId, String into) {
        record(registryId).put("merged_into", into);
    }

    private ObjectNode record(String registryId) {
        ObjectNode record = records.get(registryId);
        if (record == null) {
            throw new IllegalArgumentException("The sandbox's registry has no " + registryId + ", only "
                    + records.keySet());
        }
        return record;
    }
}
