package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pk.rabta.catalogue.Programme;

/** What a programme cannot do without: found at acceptance, for a message that lacks it could never be sent. */
final class RequiredFacts {

    private static final String DETAILS = "details.";
    private static final String CONTACT = "contact.";

    private RequiredFacts() {}

    /** The programme's {@code requires} that the submission does not hold; without a contact that is not looked at. */
    static List<String> missing(Programme programme, boolean need, @Nullable JsonNode contact,
                                JsonNode details) {
        return programme.requires().stream().filter(path -> Programme.NEED.equals(path) ? !need
                : lacks(path, DETAILS, details) || contact != null && lacks(path, CONTACT, contact)).toList();
    }

    private static boolean lacks(String path, String prefix, JsonNode given) {
        return path.startsWith(prefix) && empty(given.at(path.substring(prefix.length() - 1).replace('.', '/')));
    }

    private static boolean empty(JsonNode answer) {
        return answer.isMissingNode() || answer.isNull() || answer.isContainerNode() && answer.isEmpty();
    }

    /** Where the caller puts it, below the pointer of the choice; a need and the contact stand beside the choices. */
    static String pointer(String choice, String path) {
        return Programme.NEED.equals(path) ? "/needs"
                : (path.startsWith(CONTACT) ? "" : choice) + "/" + path.replace('.', '/');
    }
}
