package pk.rabta.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An error as RFC 9457 problem details.
 *
 * @param type       which kind of error
 * @param detail     what happened here and what to do; no value that was sent, no personal data
 * @param violations everything that is wrong with the request, if that is the problem
 * @param members    extension members, such as {@code currentStatus}
 * @param headers    response headers, such as Retry-After
 */
public record Problem(ProblemType type, Text detail, List<Violation> violations,
                      Map<String, JsonNode> members, Map<String, String> headers) {

    public Problem {
        violations = List.copyOf(violations);
        members = new LinkedHashMap<>(members);
        headers = new LinkedHashMap<>(headers);
    }

    public static Problem of(ProblemType type, Text detail) {
        return new Problem(type, detail, List.of(), Map.of(), Map.of());
    }

    /** The same problem with everything that is wrong. */
    public Problem violations(List<Violation> all) {
        return new Problem(type, detail, all, members, headers);
    }

    /** The same problem with an extension member. */
    public Problem with(String name, JsonNode value) {
        Problem copy = new Problem(type, detail, violations, members, headers);
        copy.members.put(name, value);
        return copy;
    }

    /** The same problem with a text member. */
    public Problem with(String name, String value) {
        return with(name, JsonNodeFactory.instance.textNode(value));
    }

    /** The same problem with a list of texts. */
    public Problem with(String name, List<String> values) {
        var array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return with(name, array);
    }

    /** The same problem with a response header. */
    public Problem header(String name, String value) {
        Problem copy = new Problem(type, detail, violations, members, headers);
        copy.headers.put(name, value);
        return copy;
    }

    /** To be thrown. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** The document that goes out as application/problem+json. */
    public ObjectNode json(Language language) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", type.uri()).put("title", type.title().in(language)).put("status", type.status())
            .put("detail", detail.in(language));
        members.forEach(json::set);
        if (!violations.isEmpty()) {
            var array = json.putArray("violations");
            violations.forEach(violation -> array.addObject().put("pointer", violation.pointer())
                .put("message", violation.message().in(language)).put("code", violation.code()));
        }
        return json;
    }
}
