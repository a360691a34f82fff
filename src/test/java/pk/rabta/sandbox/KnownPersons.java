package pk.rabta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What was ever said of invented persons in this process: values, each with the canonical fields in which it stood. */
public final class KnownPersons {

    /** Shorter ones, such as a sex or a district's code, stand everywhere. */
    private static final int SHORTEST = 7;
    /** A day may be any message's day, and who may ever have married is asked of everybody. */
    private static final Set<String> NOT_TELLING = Set.of("contract", "incident.date", "victim.maritalStatus");
    /** A code that says nothing of a person, in whatever field. */
    private static final String NOTHING = "UNKNOWN";

    private static final String PHONE = "victim.phone";
    /** Where officers write the same number, if it is the one by which a person may be reached. */
    private static final String CONTACT = "contact.phone";

    private static final Map<String, Set<String>> VALUES = new ConcurrentHashMap<>();

    private KnownPersons() {}

    /** @param person a canonical victim document */
    public static void add(JsonNode person) {
        add("", person, "");
    }

    /** Fields by value, as of now. */
    public static Map<String, Set<String>> values() {
        return new LinkedHashMap<>(VALUES);
    }

    private static void add(String path, JsonNode node, String type) {
        if (node.isObject()) {
            node.properties().forEach(member -> add(path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                    member.getValue(), node.path("type").asText()));
        } else if (node.isArray()) {
            node.forEach(item -> add(path, item, type));
        } else if (node.isTextual() && node.asText().length() >= SHORTEST && !NOT_TELLING.contains(path)
                && !NOTHING.equals(node.asText())) {
            // Of the identifiers a policy may let one type through.
            String field = path.endsWith("identifiers.value") ? path + "." + type : path;
            Set<String> fields = VALUES.computeIfAbsent(node.asText(), any -> ConcurrentHashMap.newKeySet());
            fields.add(field);
            if (path.equals(PHONE)) {
                fields.add(CONTACT);
            }
        }
    }
}
