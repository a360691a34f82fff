package pk.rabta.referral.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.Programme;
import pk.rabta.consent.Consent;
import pk.rabta.consent.Consents;
import pk.rabta.mapping.CodeLists;
import pk.rabta.mapping.Mappings;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.People;

/** Each message that a programme declares can be made from the least that the API takes for what the message tells. */
@HubTest
class ProgrammeMessagesTest {

    private static final List<String> OFFICERS = List.of("request", "documents", "answer", "contact", "cancellation");

    /** A value for each fact that a programme may require. */
    private static final Map<String, Object> FACTS = Map.ofEntries(
            Map.entry("details.incomePkr", 28_000), Map.entry("details.declarations.govtServantFamily", false),
            Map.entry("details.hospital.code", "MAYO_LHR"), Map.entry("details.hospital.government", true),
            Map.entry("contact.vso", "VSO-PB-001"), Map.entry("details.hospital.estimatePkr", 485_000),
            Map.entry("details.household.student.name", Map.of("roman", "A Child")),
            Map.entry("details.household.student.bForm", "9999900000999"),
            Map.entry("details.household.student.institution", "A School"),
            Map.entry("details.household.student.publicInstitution", true),
            Map.entry("details.household.student.class", "5"), Map.entry("details.household.student.feePkr", 900));

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private Catalogue catalogue;
    @Autowired
    private Mappings mappings;
    @Autowired
    private CodeLists codes;
    @Autowired
    private CanonicalReferral canonical;
    @Autowired
    private Disclosure disclosure;
    @Autowired
    private ObjectMapper json;
    private Person person;
    private Consent consent;

    @BeforeEach
    void somebodyOfWhomLittleIsKnown() {
        People people = new People(hub);
        String victim = people.widow();
        ObjectNode known = people.victim(victim, 1);
        ((ObjectNode) known.path("victim")).retain("registryId", "name", "identifiers", "sex", "zakatEligibleDeclared",
                "address");
        ((ObjectNode) known.at("/victim/address")).retain("province", "district");
        known.remove("household");
        ((ObjectNode) known.path("incident")).retain("id", "fir");
        Persons persons = hub.getBean(Persons.class);
        persons.store(known, persons.asking(victim));
        person = persons.find(victim).orElseThrow();
        consent = hub.getBean(Consents.class).find(people.consent(victim, List.of("pbm"), List.of("JUSTICE"))).orElseThrow();
    }

    @Test
    void everyMessageIsMadeFromTheLeastThatTheApiTakes() {
        assertThat(catalogue.all()).isNotEmpty().allSatisfy(programme -> programme.messages().forEach((name, message) ->
                assertThat(cases(programme, name)).as(programme.id() + " " + name).isNotEmpty().allSatisfy(document ->
                        assertThatCode(() -> mappings.apply(programme.partner() + "/" + message.mapping(), document))
                                .as("%s %s of %s", programme.id(), name, document).doesNotThrowAnyException())));
    }

    /** A message of another name would never leave. */
    @Test
    void everyMessageIsSentBySomebody() {
        assertThat(catalogue.all()).allSatisfy(programme -> programme.messages().keySet().forEach(name ->
                assertThat(OFFICERS.contains(name) || sentByAMapping(programme.partner(), name))
                        .as("%s: message '%s' is sent by nobody: it is one of %s, or a mapping's send", programme.id(), name,
                                OFFICERS).isTrue()));
    }

    private List<ObjectNode> cases(Programme programme, String name) {
        ObjectNode told = json.createObjectNode();
        return switch (name) {
            case "contact" -> Stream.of("{}", "{'via':'VSO'}", "{'vso':'VSO-PB-001'}", "{'noPhone':true}", "{'noSms':false}",
                    "{'safeHours':'10:00-13:00'}", "{'officerSex':'M'}", "{'language':'ur'}",
                    "{'via':'PHONE','phone':'+923000000122'}", "{'via':'PHONE'}", "{'via':'HANDLER'}")
                    .map(contact -> document(programme, name, told.deepCopy().set("contact", read(contact)))).toList();
            case "documents" -> codes.codes("document-type").keySet().stream()
                    .filter(type -> codes.takes(programme.partner(), "document-type", type))
                    .map(type -> withPaper(document(programme, name, told), type)).toList();
            case "answer" -> List.of(document(programme, name, told),
                    withPaper(document(programme, name, told), programme.documents().getFirst().type()),
                    document(programme, name, told.deepCopy().set("answer", read("{'text':' '}"))),
                    document(programme, name, told.deepCopy().set("answer", read("{'text':'A\\tB\\nC'}"))));
            case "cancellation" -> Stream.of("consent.withdrawn", "technical.entered-in-error", "person.declined")
                    .map(code -> document(programme, name, told.deepCopy().put("reason", code))).toList();
            default -> programme.needs().stream()
                    .map(need -> document(programme, name, told.deepCopy().put("need", need))).toList();
        };
    }

    /** The canonical document as the hub builds it, reduced to what may be disclosed. */
    private ObjectNode document(Programme programme, String name, JsonNode told) {
        ObjectNode content = json.createObjectNode();
        programme.requires().stream().filter(FACTS::containsKey).forEach(path -> content
                .withObject("/" + path.substring(0, path.lastIndexOf('.')).replace('.', '/'))
                .set(path.substring(path.lastIndexOf('.') + 1), json.valueToTree(FACTS.get(path))));
        List.of("contact", "answer").stream().filter(told::has).forEach(part -> content.set(part, told.get(part)));
        boolean cancellation = name.equals("cancellation");
        String kind = cancellation || name.equals("request") ? name : "update";
        ObjectNode document = canonical.build(new CanonicalReferral.Envelope("MSG-EXAMPLE0000000000000000001", kind, name,
                Instant.parse("2026-03-05T06:12:00Z")), new CanonicalReferral.Body("REF-7SPESWGPX53GVYTSYG98JTW5YR5", programme,
                        told.path("need").asText(programme.needs().getFirst()), "MID_TERM", "ROUTINE",
                        Instant.parse("2026-03-05T06:11:00Z"), null,
                        cancellation ? json.createObjectNode().put("code", told.path("reason").asText()) : null, content),
                person, consent, json.createArrayNode());
        if (cancellation) {
            document.retain("contract", "message", "referral");
        }
        return disclosure.reduce(document, programme, consent, Set.of()).document();
    }

    private static ObjectNode withPaper(ObjectNode document, String type) {
        document.putArray("documents").addObject().put("id", "DOC-1").put("type", type)
                .put("sha256", "0d".repeat(32)).put("mediaType", "application/pdf");
        return document;
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean sentByAMapping(String partner, String message) {
        try (Stream<Path> files = Files.list(Path.of("mappings", partner))) {
            return files.filter(file -> file.toString().endsWith(".jslt") || file.toString().endsWith(".xsl"))
                    .anyMatch(file -> text(file).matches("(?s).*[\"']send[\"']\\s*:\\s*[\"']" + message + "[\"'].*"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
