package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import pk.rabta.catalogue.Programme;

/** What a programme cannot do without: found at acceptance, for a message that lacks it could never be sent. */
final class RequiredFacts {

    private static final String DETAILS = "details.";

    private RequiredFacts() {}

    /** The programme's {@code requires} that the submission does not hold. */
    static List<String> missing(Programme programme, boolean need, JsonNode details) {
        return programme.requires().stream().filter(path -> Programme.NEED.equals(path) ? !need
                : path.startsWith(DETAILS) && empty(details.at(path.substring(DETAILS.length() - 1).replace('.', '/'))))
                .toList();
    }

    private static boolean empty(JsonNode answer) {
        return answer.isMissingNode() || answer.isNull() || answer.isContainerNode() && answer.isEmpty();
    }

    /** Where the caller puts it, below the pointer of the choice; a need stands beside the choices. */
    static String pointer(String choice, String path) {
        return Programme.NEED.equals(path) ? "/needs" : choice + "/" + path.replace('.', '/');
    }
}
