package pk.rabta.content;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.DataScopes;
import pk.rabta.catalogue.ProtectionRules;
import pk.rabta.mapping.CodeLists;
import pk.rabta.mapping.Mappings;
import pk.rabta.partner.Partners;
import pk.rabta.settings.WrongSettingsException;

/** Files that disagree stop the start. */
@Component
class ContentCheck {

    ContentCheck(@Value("${rabta.home:.}") String home, Partners partners, Catalogue catalogue, CodeLists codes,
                 DataScopes scopes, ProtectionRules protection, Mappings mappings) {
        ContractPaths paths = new ContractPaths(Path.of(home, "mappings/contracts"));
        WrongSettingsException.throwIfAny(protection.paths().stream().filter(path -> !paths.has(path))
                .map(path -> "config/protection.yaml names " + path
                        + ", which is no path of mappings/contracts/referral.schema.json").toList());
        WrongSettingsException.throwIfAny(
                new PartnerRules(Path.of(home), partners, catalogue, codes, scopes, mappings.ids()).check());
    }
}
