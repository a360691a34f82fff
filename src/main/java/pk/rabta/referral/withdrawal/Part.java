package pk.rabta.referral.withdrawal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.consent.Consent;
import pk.rabta.consent.WithdrawnPart;

/** Reads what a withdrawal takes back. */
final class Part {

    private Part() {}

    /** What the body names; all where it names neither partners nor purposes. 422 for what the consent does not name. */
    static WithdrawnPart of(JsonNode body, Consent consent) {
        List<Violation> unknown = new ArrayList<>();
        Set<String> recipients = named(body, "recipients", consent.recipients(), unknown);
        Set<String> purposes = named(body, "purposes", consent.purposes(), unknown);
        if (!unknown.isEmpty()) {
            throw ProblemType.RULE_VIOLATED.detail("The consent does not name all of this. Nothing was withdrawn.",
                    "رضامندی میں یہ سب شامل نہیں۔ کچھ واپس نہیں لیا گیا۔").violations(unknown).exception();
        }
        return recipients.isEmpty() && purposes.isEmpty()
                ? new WithdrawnPart(consent.recipients(), consent.purposes()) : new WithdrawnPart(recipients, purposes);
    }

    private static Set<String> named(JsonNode body, String member, Set<String> known, List<Violation> unknown) {
        Set<String> named = new TreeSet<>();
        JsonNode values = body.path(member);
        for (int i = 0; i < values.size(); i++) {
            named.add(values.get(i).asText());
            if (!known.contains(values.get(i).asText())) {
                unknown.add(new Violation("/" + member + "/" + i, Text.of("The consent does not name it; it names "
                        + String.join(", ", new TreeSet<>(known)) + ".",
                        "رضامندی میں یہ درج نہیں؛ اس میں یہ ہیں: " + String.join(", ", new TreeSet<>(known))),
                        "not-in-consent"));
            }
        }
        return named;
    }
}
