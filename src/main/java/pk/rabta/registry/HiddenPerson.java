package pk.rabta.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is kept of a protected witness whom a handler works for: that there is one, and whether they are of age. */
final class HiddenPerson {

    private HiddenPerson() {}

    /** The registry's answer without name, numbers, address, household, incident and all else that leads to somebody. */
    static ObjectNode bare(JsonNode answer) {
        ObjectNode bare = answer.deepCopy();
        bare.retain("contract", "victim", "flags", "deceased", "mergedInto");
        bare.withObject("/victim").retain("registryId", "birthDate", "birthDatePrecision");
        return bare;
    }
}
