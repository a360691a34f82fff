package pk.rabta.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.context.ConfigurableApplicationContext;
import pk.rabta.catalogue.DataScopes;
import pk.rabta.partner.DisclosurePolicy;

/**
 * Scopes, label and the contract speak of the same fields: one name too old, and nothing leaves. The start holds profiles
 * and scopes against the contract; this holds the label, which is Java, and that no question is open to nobody.
 */
@ResourceLock(Resources.SYSTEM_OUT)
class DisclosedFieldsTest {

    private final ContractPaths contract = new ContractPaths(Path.of("mappings/contracts"));

    @Test
    void everyFieldThatTheLabelNamesIsCanonical() {
        assertThat(DisclosurePolicy.LABEL).isNotEmpty().allMatch(contract::has);
    }

    @Test
    void theSupportAtCourtIsOpenedByItsScopeAndWithheldWithTheLabel() {
        try (ConfigurableApplicationContext context = PartnerStart.of(Path.of("."))) {
            DataScopes scopes = context.getBean(DataScopes.class);
            assertThat(scopes.fields(List.of("CASE"))).contains("details.case");
            assertThat(scopes.fields(List.of("HEALTH", "CONTACT", "INCIDENT_MIN"))).doesNotContain("details.case");
        }
        assertThat(DisclosurePolicy.LABEL).contains("details.case");
    }
}
