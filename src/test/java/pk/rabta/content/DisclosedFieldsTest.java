package pk.rabta.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pk.rabta.consent.DataScopes;
import pk.rabta.partner.DisclosurePolicy;

/** Scopes, label, profiles and the contract speak of the same fields: one name too old, and nothing leaves. */
class DisclosedFieldsTest {

    private static final Path CONTRACTS = Path.of("mappings/contracts");

    @ParameterizedTest
    @MethodSource("partners")
    void everyFieldOfAProfileIsOpenedByAScope(String partner) throws IOException {
        for (String path : disclosed(partner)) {
            String field = path.equals("victim.cnic") ? "victim.identifiers" : path;
            assertThat(DataScopes.all()).as(path).anyMatch(open -> within(field, open) || within(open, field));
        }
    }

    @ParameterizedTest
    @MethodSource("named")
    void everyFieldThatScopesAndLabelNameIsCanonical(String path) throws IOException {
        assertThat(new ContractPaths(CONTRACTS).has(path)).as(path).isTrue();
        if (path.startsWith("details.")) {
            // Programmes add members freely there: one that a scope names is written down, or a programme sends it.
            JsonNode written = new ObjectMapper().readTree(CONTRACTS.resolve("referral.schema.json").toFile())
                    .at("/properties/details/properties");
            List<String> sent = new ArrayList<>();
            for (String partner : partners()) {
                sent.addAll(disclosed(partner));
            }
            assertThat(written.has(path.substring("details.".length())) || sent.stream().anyMatch(it -> within(it, path)))
                    .as(path).isTrue();
        }
    }

    /** The registry is told by another contract. */
    static List<String> partners() {
        return Partners.ids().stream().filter(id -> !id.equals("registry")).toList();
    }

    static Stream<String> named() {
        return Stream.concat(DataScopes.all().stream(), DisclosurePolicy.LABEL.stream()).distinct();
    }

    @Test
    void theSupportAtCourtIsOpenedByItsScopeAndWithheldWithTheLabel() {
        assertThat(DataScopes.fields(List.of("CASE"))).contains("details.case");
        assertThat(DataScopes.fields(List.of("HEALTH", "CONTACT", "INCIDENT_MIN"))).doesNotContain("details.case");
        assertThat(DisclosurePolicy.LABEL).contains("details.case");
    }

    private static boolean within(String path, String other) {
        return path.equals(other) || path.startsWith(other + ".");
    }

    private static List<String> disclosed(String partner) throws IOException {
        List<String> paths = new ArrayList<>();
        new YAMLMapper().readTree(Partners.FOLDER.resolve(partner + "/partner.yaml").toFile())
                .path("rabta.partners." + partner).path("disclose").forEach(path -> paths.add(path.asText()));
        assertThat(paths).isNotEmpty();
        return paths;
    }
}
