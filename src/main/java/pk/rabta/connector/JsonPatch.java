package pk.rabta.connector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;

/** RFC 6902: add, replace, remove and test; an operation that does not apply refuses the whole patch. */
final class JsonPatch {

    private JsonPatch() {}

    /** A patched copy; the original stays as it is. */
    static ObjectNode apply(JsonNode patch, ObjectNode original) {
        if (!patch.isArray() || patch.isEmpty()) {
            throw refused("A JSON Patch is a list of operations");
        }
        ObjectNode result = original.deepCopy();
        for (int i = 0; i < patch.size(); i++) {
            String where = "Operation " + i;
            try {
                carryOut(patch.get(i), result, where);
            } catch (IllegalArgumentException e) {
                throw refused(where + ": the path is no JSON Pointer");
            }
        }
        return result;
    }

    private static void carryOut(JsonNode operation, ObjectNode target, String where) {
        JsonPointer path = JsonPointer.compile(operation.path("path").asText());
        String kind = operation.path("op").asText();
        JsonNode value = operation.get("value");
        JsonNode parent = path.matches() ? target.missingNode() : target.at(path.head());
        if (value == null && !kind.equals("remove")) {
            throw refused(where + " has no value");
        }
        boolean there = !target.at(path).isMissingNode();
        switch (kind) {
            case "test" -> require(target.at(path).equals(value), where + ": the value there is another");
            case "remove" -> {
                require(there && remove(parent, path), where + ": there is nothing to remove");
            }
            case "replace" -> {
                require(there, where + ": there is nothing to replace");
                require(set(parent, path, value), where + ": the place cannot hold a value");
            }
            case "add" -> require(insert(parent, path, value), where + ": the place cannot hold a value");
            default -> throw refused(where + ": use add, replace, remove or test");
        }
    }

    private static boolean set(JsonNode parent, JsonPointer path, JsonNode value) {
        if (parent instanceof ObjectNode object) {
            object.set(name(path), value);
            return true;
        }
        return parent instanceof ArrayNode array && array.set(index(path), value) != null;
    }

    private static boolean insert(JsonNode parent, JsonPointer path, JsonNode value) {
        if (parent instanceof ArrayNode array) {
            int at = name(path).equals("-") ? array.size() : index(path);
            if (at < 0 || at > array.size()) {
                return false;
            }
            array.insert(at, value);
            return true;
        }
        return set(parent, path, value);
    }

    private static boolean remove(JsonNode parent, JsonPointer path) {
        return parent instanceof ObjectNode object ? object.remove(name(path)) != null
                : parent instanceof ArrayNode array && array.remove(index(path)) != null;
    }

    private static String name(JsonPointer path) {
        return path.last().getMatchingProperty();
    }

    private static int index(JsonPointer path) {
        return path.last().getMatchingIndex();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw refused(otherwise);
        }
    }

    private static ProblemException refused(String why) {
        return ProblemType.BAD_REQUEST.because(why + ".", "JSON Patch لاگو نہیں ہو سکا: " + why + "۔");
    }
}
