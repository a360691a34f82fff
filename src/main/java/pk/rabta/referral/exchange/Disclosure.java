package pk.rabta.referral.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import pk.rabta.catalogue.DataScopes;
import pk.rabta.catalogue.Programme;
import pk.rabta.catalogue.ProtectionRules;
import pk.rabta.consent.Consent;
import pk.rabta.partner.DisclosurePolicy;
import pk.rabta.partner.DisclosurePolicy.Disclosed;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.Partners;

/**
 * What leaves is needed by the programme, allowed for the partner, and covered by the consent: all three; less what the
 * person's protection flags hold back.
 */
@Component
public class Disclosure {

    private static final List<String> FRAME = List.of("contract", "message");

    private final Partners partners;
    private final DataScopes scopes;
    private final ProtectionRules protection;

    Disclosure(Partners partners, DataScopes scopes, ProtectionRules protection) {
        this.partners = partners;
        this.scopes = scopes;
        this.protection = protection;
    }

    /** Those fields without which a programme can make no message and that the person's flags hold back. */
    public List<String> protectedFields(Programme programme, Set<String> flags) {
        return protection.closed(flags, Stream.concat(programme.indispensable().stream(), programme.preconditions().stream()
                .map(Programme.Rule::fact).filter(Objects::nonNull)).distinct().toList());
    }

    /** The data scopes that a consent lacks for fields without which a programme can make no message; none: it has them. */
    public List<String> lacking(Programme programme, Consent consent) {
        return scopes.lacking(consent.dataScopes(), programme.indispensable());
    }

    /** Those fields that it keeps closed, as dotted paths. */
    public List<String> closed(Programme programme, Consent consent) {
        return programme.indispensable().stream()
                .filter(field -> !scopes.lacking(consent.dataScopes(), List.of(field)).isEmpty()).toList();
    }

    /** Reduces a canonical referral of a person with these protection flags. */
    public Disclosed reduce(ObjectNode document, Programme programme, Consent consent, Set<String> flags) {
        PartnerProfile profile = partners.get(programme.partner());
        ObjectNode rest = Protection.narrow(document, protection, flags);
        if (profile.labelWithheld()) {
            rest = rest.deepCopy();
            for (String path : DisclosurePolicy.LABEL) {
                DisclosurePolicy.remove(rest, path);
            }
        }
        ObjectNode permitted = reduce(rest, profile.disclose());
        if (!programme.fields().isEmpty()) {
            permitted = reduce(permitted, programme.fields());
        }
        return DisclosurePolicy.reduce(permitted, scopes.fields(consent.dataScopes()));
    }

    /** By fields of a profile or a programme, where {@code victim.cnic} stands for the identifiers of that type. */
    private static ObjectNode reduce(ObjectNode document, List<String> fields) {
        List<String> allowed = new ArrayList<>(fields);
        allowed.addAll(FRAME);
        if (!allowed.remove("victim.cnic")) {
            return DisclosurePolicy.reduce(document, allowed).document();
        }
        allowed.add("victim.identifiers");
        return DisclosurePolicy.reduce(onlyCnic(document.deepCopy()), allowed).document();
    }

    private static ObjectNode onlyCnic(ObjectNode document) {
        var identifiers = document.at("/victim/identifiers").iterator();
        while (identifiers.hasNext()) {
            if (!"CNIC".equals(identifiers.next().path("type").asText())) {
                identifiers.remove();
            }
        }
        return document;
    }
}
