package pk.rabta.content;

import java.util.ArrayList;
import java.util.List;
import pk.rabta.catalogue.DataScopes;
import pk.rabta.partner.DisclosurePolicy;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.PartnerProfile.WriteBack;

/** The registry alone is told what came of referrals, and its profile says why and what. */
final class RegistryRules {

    private RegistryRules() {}

    /** What is wrong in a profile, a line each. */
    static List<String> check(String where, PartnerProfile profile, boolean registry, DataScopes scopes) {
        WriteBack told = profile.writeBack();
        if (told == null || !registry) {
            return told == null && registry ? List.of(where + "write-back is missing: on what basis the registry is told what "
                    + "came of referrals (basis, source, review), and what of it once a consent has ended (ended)")
                    : told == null ? List.of() : List.of(where + "write-back is the registry's alone: leave it out");
        }
        List<String> wrong = new ArrayList<>();
        told.ended().stream().filter(path -> !DisclosurePolicy.permits(path, profile.disclose())).forEach(path ->
                wrong.add(where + "write-back.ended names " + path + ", which disclose does not have: it would never leave"));
        told.unnamed().stream().filter(purpose -> !scopes.names().contains(purpose)).forEach(purpose ->
                wrong.add(where + "write-back.unnamed names " + purpose + ", for which config/data-scopes.yaml has no scope: no "
                        + "consent could open it"));
        return wrong;
    }
}
