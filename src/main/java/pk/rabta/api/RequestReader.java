package pk.rabta.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.contract.Operation;
import pk.rabta.api.contract.Parameter;
import pk.rabta.api.contract.RawUri;
import pk.rabta.api.contract.RequestHash;
import pk.rabta.api.contract.Rule;
import pk.rabta.api.contract.SchemaCheck;
import pk.rabta.api.contract.StrictJson;
import pk.rabta.api.server.EdgeCall;

/** Turns a call into a request of an operation, or into a problem that lists what is wrong, all of it up to a hundred parts. */
public final class RequestReader {

    /** More would help nobody, and an answer could be a hundred times as long as what was sent. */
    public static final int MOST_LISTED = 100;

    private RequestReader() {
    }

    /** A body of lines is none of it. @throws ProblemException with everything that is wrong */
    public static ApiRequest read(Operation operation, EdgeCall call) {
        return read(operation, call, () -> body(operation, call));
    }

    /** The same of a body that was read by other means. */
    static ApiRequest read(Operation operation, EdgeCall call, Supplier<@Nullable JsonNode> reading) {
        Caller caller = operation.permit(call.caller());
        String form = Accepted.of(operation.forms(), call.header("Accept"));
        String key = call.header("Idempotency-Key");
        if (operation.needsKey() && (key == null || key.isBlank())) {
            throw ProblemType.IDEMPOTENCY_KEY_MISSING.because(
                "Send an Idempotency-Key, new for each intended effect and the same in each retry of it.",
                "Idempotency-Key بھیجیں: ہر نئے کام کے لیے نئی، اور اسی کام کی ہر دوبارہ کوشش میں وہی۔");
        }
        JsonNode body = reading.get();
        List<Violation> violations = new ArrayList<>();
        Map<String, Object> values = parameters(operation, call, violations);
        if (operation.body() != null && body != null) {
            violations.addAll(StrictJson.hiddenCharacters(body));
            violations.addAll(operation.body().check(body, ""));
        } else if (operation.bodyRequired() && !operation.takesLines()) {
            violations.add(Rule.REQUIRED.at(""));
        }
        if (!violations.isEmpty()) {
            throw broken(violations);
        }
        values.remove("Idempotency-Key");
        values.remove("Accept-Language");
        Object ifMatch = values.remove("If-Match");
        Format format = operation.forms().size() > 1 ? Format.ofMediaType(form) : null;
        if (format != null) {
            values.putIfAbsent(Format.PARAMETER, format.word());
        }
        return new ApiRequest(operation.id(), caller, values, key,
            ifMatch == null ? null : ifMatch.toString(), call.language(), body,
            RequestHash.of(operation.id(), values, body));
    }

    private static ProblemException broken(List<Violation> violations) {
        int count = violations.size();
        boolean all = count <= MOST_LISTED;
        return ProblemType.VALIDATION_FAILED.detail(
            count + " part(s) of the request break the contract." + (all ? "" : " The first " + MOST_LISTED + " are listed."),
            "درخواست کے " + count + " حصے معاہدے کے خلاف ہیں۔" + (all ? "" : " پہلے " + MOST_LISTED + " درج ہیں۔"))
            .violations(all ? violations : violations.subList(0, MOST_LISTED)).exception();
    }

    private static @Nullable JsonNode body(Operation operation, EdgeCall call) {
        if (!operation.hasBody() || call.body().length == 0 && !operation.bodyRequired()) {
            return null;
        }
        operation.checkForm(call.header("Content-Type"), call.header("Content-Encoding"));
        return call.body().length == 0 ? null : StrictJson.read(call.body());
    }

    private static Map<String, Object> parameters(Operation operation, EdgeCall call, List<Violation> violations) {
        Map<String, String> path = RawUri.path(operation.path(), call.path(), violations);
        Map<String, String> query = RawUri.query(call.query(), violations);
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : operation.parameters()) {
            String text = switch (parameter.in()) {
                case "path" -> path.get(parameter.name());
                case "query" -> query.remove(parameter.name());
                default -> call.header(parameter.name());
            };
            parameter.read(text, values, violations);
        }
        query.keySet().forEach(unknown -> violations.add(Rule.UNKNOWN_PARAMETER.at("?" + SchemaCheck.shown(unknown))));
        return values;
    }
}
