package pk.rabta.referral.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import pk.rabta.partner.DisclosurePolicy;
import pk.rabta.partner.DisclosurePolicy.Disclosed;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.PartnerProfile.WriteBack;

/** What of an enrolment the registry is told, by its profile. See ADR 53. */
public final class ToldToRegistry {

    private static final List<String> FRAME = List.of("contract", "message");
    /** Who gives it: of counselling that says what the person came for. */
    private static final List<String> NAMES = List.of("programme", "partner");

    private ToldToRegistry() {}

    /**
     * Reduces an enrolment.
     *
     * @param purpose of the programme
     * @param agreed  whether a consent of the person names the registry, with that purpose and its data scope
     * @param ended   whether the consent under which the partner was asked has ended
     */
    public static Disclosed reduce(ObjectNode enrolment, PartnerProfile registry, String purpose, boolean agreed,
                                   boolean ended) {
        WriteBack told = Objects.requireNonNull(registry.writeBack());
        ObjectNode rest = enrolment.deepCopy();
        if (!told.detailed().contains(purpose)) {
            rest.remove("reason");
            if (rest.get("outcome") instanceof ObjectNode outcome) {
                outcome.retain("code");
            }
        }
        if (told.unnamed().contains(purpose) && !agreed) {
            rest.remove(NAMES);
        }
        List<String> most = new ArrayList<>(ended ? told.ended() : registry.disclose());
        most.addAll(FRAME);
        List<String> allowed = new ArrayList<>(registry.disclose());
        allowed.addAll(FRAME);
        return DisclosurePolicy.reduce(DisclosurePolicy.reduce(rest, most).document(), allowed);
    }
}
