package pk.rabta.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reduces a document to the fields that may leave. What no rule names stays: default deny. */
public final class DisclosurePolicy {

    /** What tells that a person is a victim of terrorism: a partner whose label is withheld never gets it. */
    public static final Set<String> LABEL =
            Set.of("incident", "victim.harms.class", "victim.harms.mlcNumber", "details.case");

    private DisclosurePolicy() {}

    /** What may leave, and the names of the fields that do. */
    public record Disclosed(ObjectNode document, Set<String> fields) {}

    /**
     * Keeps the fields whose dotted path, or the path of one of whose parents, is allowed.
     * Arrays are passed through: {@code victim.harms.class} keeps that member of each harm.
     */
    public static Disclosed reduce(ObjectNode document, Collection<String> allowed) {
        Set<String> fields = new TreeSet<>();
        JsonNode kept = keep(document, "", allowed, fields);
        return new Disclosed(kept instanceof ObjectNode o ? o : JsonNodeFactory.instance.objectNode(), fields);
    }

    /** Takes a field out of a document, in each item where its path leads through arrays. */
    public static void remove(JsonNode document, String path) {
        int dot = path.indexOf('.');
        if (document instanceof ArrayNode array) {
            array.forEach(item -> remove(item, path));
        } else if (document instanceof ObjectNode object && dot < 0) {
            object.remove(path);
        } else if (document instanceof ObjectNode object) {
            remove(object.path(path.substring(0, dot)), path.substring(dot + 1));
        }
    }

    private static @Nullable JsonNode keep(JsonNode node, String path, Collection<String> allowed, Set<String> fields) {
        return switch (node) {
            case ObjectNode object -> keepMembers(object, path, allowed, fields);
            case ArrayNode array -> keepItems(array, path, allowed, fields);
            default -> {
                if (!permits(path, allowed)) {
                    yield null;
                }
                fields.add(path);
                yield node;
            }
        };
    }

    private static @Nullable JsonNode keepMembers(
            ObjectNode object, String path, Collection<String> allowed, Set<String> fields) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            JsonNode value = keep(member.getValue(), name, allowed, fields);
            if (value != null) {
                kept.set(member.getKey(), value);
            }
        }
        return kept.isEmpty() ? null : kept;
    }

    private static @Nullable JsonNode keepItems(
            ArrayNode array, String path, Collection<String> allowed, Set<String> fields) {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : array) {
            JsonNode value = keep(item, path, allowed, fields);
            if (value != null) {
                kept.add(value);
            }
        }
        return kept.isEmpty() ? null : kept;
    }

    /** Whether a field, or one of its parents, is among those allowed. */
    public static boolean permits(String path, Collection<String> allowed) {
        for (String rule : allowed) {
            if (path.equals(rule) || path.startsWith(rule) && path.charAt(rule.length()) == '.') {
                return true;
            }
        }
        return false;
    }
}
