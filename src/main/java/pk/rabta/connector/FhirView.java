package pk.rabta.connector;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pk.rabta.mapping.MappingException;
import pk.rabta.referral.Referral;
import pk.rabta.referral.lifecycle.Decision;
import pk.rabta.referral.lifecycle.TaskView;

/** A referral as a FHIR R4 Task, and refusals as an OperationOutcome. */
final class FhirView {

    static final String REFERRAL = "urn:rabta:id:referral";

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([0-9]{1,18})\"");
    private static final Long NO_VERSION = -1L;

    private FhirView() {}

    /** Status and the hub's codes; nothing about the person, whom the partner knows by its own records. */
    static ObjectNode of(Referral referral) {
        TaskView view = referral.status().fhir();
        ObjectNode task = JsonNodeFactory.instance.objectNode().put("resourceType", "Task").put("id", referral.id());
        task.putObject("meta").put("versionId", Long.toString(referral.version()))
                .put("lastUpdated", referral.updatedAt().toString());
        task.putArray("identifier").addObject().put("system", REFERRAL).put("value", referral.id());
        task.put("status", view.status());
        String reason = view.statusReason() != null ? view.statusReason()
                : referral.reason() == null ? null : referral.reason().path("code").asText(null);
        if (reason != null) {
            coded(task.putObject("statusReason"), "urn:rabta:reason", reason);
        }
        String step = view.businessStatus() != null ? view.businessStatus() : referral.businessStatus();
        if (step != null) {
            coded(task.putObject("businessStatus"), "urn:rabta:business-status", step);
        }
        return task.put("intent", "order");
    }

    /** The entity tag of a referral's version. */
    static String tag(Referral referral) {
        return "W/\"" + referral.version() + "\"";
    }

    /**
     * The version that an If-Match header asks for.
     *
     * @return null where any version will do; one that no Task has where the header holds no tag of ours
     */
    static @Nullable Long version(@Nullable String wanted) {
        if (wanted == null || wanted.strip().equals("*")) {
            return null;
        }
        Matcher tag = TAG.matcher(wanted.strip());
        return tag.matches() ? Long.valueOf(tag.group(1)) : NO_VERSION;
    }

    static ObjectNode illegal(Decision.Illegal illegal) {
        String allowed = illegal.allowed().stream().map(a -> a.to().fhir().status()).distinct()
                .collect(Collectors.joining(", "));
        return outcome("conflict", "The Task is " + illegal.current().fhir().status() + ". "
                + illegal.whatToDo().en() + " Possible now: " + (allowed.isEmpty() ? "nothing" : allowed));
    }

    /** Names places and code lists, never values. */
    static ObjectNode refusal(MappingException refused) {
        return outcome("invalid", refused.getMessage());
    }

    static ObjectNode outcome(String code, String diagnostics) {
        ObjectNode outcome = JsonNodeFactory.instance.objectNode().put("resourceType", "OperationOutcome");
        outcome.putArray("issue").addObject().put("severity", "error").put("code", code)
                .put("diagnostics", diagnostics);
        return outcome;
    }

    private static void coded(ObjectNode concept, String system, String code) {
        concept.putArray("coding").addObject().put("system", system).put("code", code);
    }
}
