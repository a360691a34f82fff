package pk.rabta.referral.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.Programme;
import pk.rabta.consent.Consent;
import pk.rabta.consent.Consents;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.mapping.Mappings;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.People;

/** What one programme is sent under a name does not lead to what another is sent without: no id stands in both. */
@HubTest
class UnjoinedProgrammesTest {

    private static final Pattern ID = Pattern.compile("\\b[A-Z]{2,4}-[0-9A-Z]{20,}\\b");

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private Catalogue catalogue;
    @Autowired
    private Mappings mappings;
    @Autowired
    private CanonicalReferral canonical;
    @Autowired
    private Disclosure disclosure;
    @Autowired
    private ObjectMapper json;

    @Test
    void twoProgrammesOfOnePersonUnderOneConsentShareNoId() {
        People people = new People(hub);
        String victim = people.widow();
        Person person = hub.getBean(Persons.class).find(victim).orElseThrow();
        Consent consent = hub.getBean(Consents.class).find(people.consent(victim, List.of("health-pb", "prosecution-kp"),
                List.of("HEALTH", "MHPSS", "JUSTICE"))).orElseThrow();

        String treatment = sent("health-pb-treatment", "referral-to-bundle", person, consent);
        String counselling = sent("health-pb-trauma-counselling", "referral-to-bundle", person, consent);
        String court = sent("prosecution-kp-case-link", "referral-to-link", person, consent);

        assertThat(treatment).contains("Zarmina", "99999");
        assertThat(counselling).doesNotContain("Zarmina", "99999");
        assertThat(List.of(ids(treatment).size(), ids(counselling).size(), ids(court).size())).as("own, person, consent")
                .containsExactly(3, 3, 2);
        assertThat(ids(counselling)).doesNotContainAnyElementsOf(ids(treatment)).doesNotContainAnyElementsOf(ids(court))
                .doesNotContain(person.token(), consent.id());
        assertThat(ids(court)).doesNotContainAnyElementsOf(ids(treatment)).doesNotContain(person.token());
        assertThat(sent("health-pb-treatment", "referral-to-bundle", person, consent)).as("the same person, the next time")
                .satisfies(again -> assertThat(ids(again)).containsAll(ids(treatment).stream()
                        .filter(id -> !id.startsWith("REF-")).toList()));
    }

    /** The message as the partner gets it. */
    private String sent(String id, String mapping, Person person, Consent consent) {
        Programme programme = catalogue.get(id);
        ObjectNode document = canonical.build(
                new CanonicalReferral.Envelope("MSG-1", "request", "request", Instant.parse("2026-03-05T06:00:00Z")),
                new CanonicalReferral.Body(PublicId.next(Prefix.REF), programme, programme.needs().getFirst(), "MID_TERM",
                        "ROUTINE", Instant.parse("2026-03-05T06:00:00Z"), null, null,
                        (ObjectNode) json.createObjectNode().set("contact", json.createObjectNode().put("vso", "VSO-PB-001"))),
                person, consent, json.createArrayNode());
        JsonNode reduced = disclosure.reduce(document, programme, consent, Set.of()).document();
        return mappings.apply(programme.partner() + "/" + mapping, reduced).toString();
    }

    private static Set<String> ids(String message) {
        return ID.matcher(message).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
