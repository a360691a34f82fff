package pk.rabta.consent;

import java.util.Set;

/** Which part of a consent is taken back: all that goes to these partners, and all that is for these purposes. */
public record WithdrawnPart(Set<String> recipients, Set<String> purposes) {

    /** None of it. */
    public static final WithdrawnPart NONE = new WithdrawnPart(Set.of(), Set.of());

    /** Whether a disclosure to that partner for that purpose is taken back. */
    public boolean covers(String partner, String purpose) {
        return recipients.contains(partner) || purposes.contains(purpose);
    }

    public boolean isEmpty() {
        return recipients.isEmpty() && purposes.isEmpty();
    }
}
