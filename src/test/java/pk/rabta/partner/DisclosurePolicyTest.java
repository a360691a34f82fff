package pk.rabta.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import pk.rabta.partner.DisclosurePolicy.Disclosed;

class DisclosurePolicyTest {

    private final ObjectNode document = read("""
            {"referral": {"id": "REF-1", "need": "FIN.INCOME_LOSS"},
             "victim": {"name": {"roman": "Invented"}, "nameless": true,
               "harms": [{"class": "GRIEVOUS", "mechanism": "BLAST"}, {"class": "MINOR"}]},
             "incident": {"id": "INC-1"}}""");

    private static ObjectNode read(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void keepsNothingThatNoRuleNames() {
        Disclosed disclosed = DisclosurePolicy.reduce(document, List.of());

        assertThat(disclosed.document()).isEmpty();
        assertThat(disclosed.fields()).isEmpty();
    }

    @Test
    void keepsAFieldOrAWholeSubtreeAndNamesWhatLeaves() {
        Disclosed disclosed = DisclosurePolicy.reduce(document, List.of("referral.id", "victim.name"));

        assertThat(disclosed.document()).isEqualTo(read("""
                {"referral": {"id": "REF-1"}, "victim": {"name": {"roman": "Invented"}}}"""));
        assertThat(disclosed.fields()).containsExactly("referral.id", "victim.name.roman");
    }

    @Test
    void doesNotTakeAPrefixOfANameForItsParent() {
        assertThat(DisclosurePolicy.reduce(document, List.of("victim.name")).document().toString())
                .doesNotContain("nameless");
    }

    @Test
    void reachesThroughArrays() {
        assertThat(DisclosurePolicy.reduce(document, List.of("victim.harms.mechanism")).document())
                .isEqualTo(read("{\"victim\": {\"harms\": [{\"mechanism\": \"BLAST\"}]}}"));
    }

    @Test
    void removesAFieldFromEveryItem() {
        DisclosurePolicy.remove(document, "victim.harms.class");
        DisclosurePolicy.remove(document, "incident");
        DisclosurePolicy.remove(document, "no.such.path");

        assertThat(document.toString()).doesNotContain("GRIEVOUS", "MINOR", "INC-1").contains("BLAST");
    }
}
