package pk.rabta.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.ProblemType;

/** Tasks as requests hold them, and resources as answers. */
final class FhirJson {

    static final String MEDIA_TYPE = "application/fhir+json";

    private FhirJson() {}

    /**
     * The Task that a request holds.
     *
     * @param patched the Task to be patched, for a PATCH; null for a PUT
     */
    static ObjectNode task(byte[] body, String type, @Nullable ObjectNode patched) {
        boolean patch = patched != null;
        if (patch ? !type.startsWith("application/json-patch+json")
                : !type.startsWith(MEDIA_TYPE) && !type.startsWith("application/json")) {
            String wanted = patch ? "application/json-patch+json" : MEDIA_TYPE;
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because("Send " + wanted + ".", wanted + " بھیجیں۔");
        }
        JsonNode sent = Wire.read(body);
        if (patch) {
            return JsonPatch.apply(sent, patched);
        }
        if (sent instanceof ObjectNode task && "Task".equals(task.path("resourceType").asText())) {
            return task;
        }
        throw ProblemType.BAD_REQUEST.because("The body must be a Task.", "متن ایک Task ہونا چاہیے۔");
    }

    /** Makes a resource the answer; no other header stays. */
    static void write(Exchange exchange, int status, ObjectNode resource) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, MEDIA_TYPE);
        message.setBody(resource.toString().getBytes(StandardCharsets.UTF_8));
    }
}
