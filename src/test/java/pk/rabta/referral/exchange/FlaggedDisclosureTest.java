package pk.rabta.referral.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.consent.Consents;
import pk.rabta.partner.DisclosurePolicy.Disclosed;
import pk.rabta.query.Scene;
import pk.rabta.registry.Persons;

/** Flags narrow what leaves, at each time that a message is built. */
class FlaggedDisclosureTest extends Scene {

    @Autowired
    private Persons persons;
    @Autowired
    private Consents consents;
    @Autowired
    private Catalogue catalogue;
    @Autowired
    private CanonicalReferral canonical;
    @Autowired
    private Disclosure disclosure;

    private Disclosed disclosed(String programme, String... flags) {
        var consent = consents.find(consent()).orElseThrow();
        ObjectNode content = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        content.putObject("contact").put("via", "PHONE").put("phone", "+923000000122");
        ObjectNode document = canonical.build(new CanonicalReferral.Envelope("MSG-1", "request", "request", Instant.now()),
                new CanonicalReferral.Body("REF-1", catalogue.get(programme), null, "MID_TERM", "ROUTINE", Instant.now(),
                        null, null, content), persons.find(victim).orElseThrow(), consent,
                com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode());
        return disclosure.reduce(document, catalogue.get(programme), consent, Set.of(flags));
    }

    @Test
    void noFlagEverWidens() {
        for (String programme : List.of(MEDICAL, COUNSELLING, "zakat-pb-guzara")) {
            Set<String> open = disclosed(programme).fields();
            for (String flag : pk.rabta.catalogue.ProtectionRules.FLAGS) {
                Set<String> fields = new java.util.TreeSet<>(disclosed(programme, flag).fields());
                fields.removeAll(Set.of("contact.noSms", "contact.noPhone"));
                assertThat(open).as(programme + " " + flag).containsAll(fields);
            }
        }
    }

    @Test
    void ofAVictimOfViolenceAFirstNameAndASafeContactLeave() {
        JsonNode open = disclosed(MEDICAL).document();
        JsonNode narrow = disclosed(MEDICAL, "GBV").document();
        assertThat(open.at("/victim/name/roman").asText()).isEqualTo("Zarmina Invented");
        assertThat(narrow.at("/victim/name/roman").asText()).isEqualTo("Zarmina");
        assertThat(narrow.at("/victim/name/urdu").asText()).isEqualTo("زرمینہ");
        assertThat(narrow.has("household")).isFalse();
        assertThat(narrow.at("/victim/phone").isMissingNode()).isTrue();
        assertThat(narrow.at("/contact/phone").asText()).isEqualTo("+923000000122");
        assertThat(narrow.at("/contact/noSms").asBoolean()).isTrue();
    }

    @Test
    void ofOneUnderThreatNoPlaceBelowTheDistrictLeaves() {
        Disclosed narrow = disclosed("zakat-pb-guzara", "THREAT");
        assertThat(narrow.fields()).noneMatch(field -> field.startsWith("victim.address.")
                && !Set.of("victim.address.district", "victim.address.province").contains(field));
    }

    @Test
    void aProgrammeThatCannotDoWithoutWhatIsHeldBackIsRefusedAndNeedsAloneChooseNone() {
        persons.flag(victim, Set.of("MINORITY_AT_RISK"));
        persons.store(withFlags("MINORITY_AT_RISK"), persons.asking(victim));
        JsonNode problem = check("submitReferral", 422, officer.post("/v1/referrals", submission(consent(),
                "zakat-pb-guzara")));
        assertThat(problem.at("/violations/0/code").asText()).isEqualTo("protection-rule");

        persons.store(withFlags("THREAT"), persons.asking(victim));
        Map<String, Object> needs = new java.util.TreeMap<>(submission(consent(), MEDICAL));
        needs.remove("programmes");
        problem = check("submitReferral", 422, officer.post("/v1/referrals", needs));
        assertThat(problem.at("/violations/0/code").asText()).isEqualTo("choose-by-hand");
        assertThat(problem.at("/violations/0/message").asText()).contains("focal point");
    }

    private ObjectNode withFlags(String... flags) {
        ObjectNode document = people.victim(victim, 4712);
        var array = document.putArray("flags");
        List.of(flags).forEach(array::add);
        return document;
    }
}
