package pk.rabta.api.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.api.StatusProblem;

/** Finds operations by method and raw path, segment by segment, so that 404 and 405 are the contract's own. */
@Component
public class ContractPaths {

    private final Map<String, Map<String, Operation>> templates = new LinkedHashMap<>();

    public ContractPaths(Contract contract) {
        contract.operations().values().forEach(operation ->
            templates.computeIfAbsent(operation.path(), path -> new LinkedHashMap<>())
                .put(operation.method(), operation));
    }

    /** The operation, or a problem: 404 for an unknown path, 405 with Allow for an unknown method. */
    public Operation find(String method, String path) {
        List<String> segments = List.of(path.split("/", -1));
        for (var template : templates.entrySet()) {
            if (matches(List.of(template.getKey().split("/", -1)), segments)) {
                Operation operation = template.getValue().get(method);
                if (operation == null) {
                    String allowed = String.join(", ", new TreeSet<>(template.getValue().keySet()));
                    throw ProblemType.METHOD_NOT_ALLOWED.detail("This address takes: " + allowed + ".",
                        "اس پتے پر یہ طریقے قابلِ قبول ہیں: " + allowed).header("Allow", allowed).exception();
                }
                return operation;
            }
        }
        throw StatusProblem.of(404).exception();
    }

    private static boolean matches(List<String> template, List<String> segments) {
        if (template.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            boolean variable = template.get(i).startsWith("{") && !segments.get(i).isEmpty();
            if (!variable && !template.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }
}
