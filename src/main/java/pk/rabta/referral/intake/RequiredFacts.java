package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pk.rabta.catalogue.Programme;

/** What a programme cannot do without: found at acceptance, for a message that lacks it could never be sent. */
final class RequiredFacts {

    private static final String DETAILS = "details.";

    private RequiredFacts() {}

    /** The programme's {@code requires} that the submission does not hold. */
    static List<String> missing(Programme programme, @Nullable JsonNode need, JsonNode details) {
        return programme.requires().stream().filter(path -> Programme.NEED.equals(path) ? need == null
                : path.startsWith(DETAILS) && !details.at(path.substring(DETAILS.length() - 1).replace('.', '/')).isValueNode())
                .toList();
    }

    /** Where the caller puts it, below the pointer of the choice; a need stands beside the choices. */
    static String pointer(String choice, String path) {
        return Programme.NEED.equals(path) ? "/needs" : choice + "/" + path.replace('.', '/');
    }
}
