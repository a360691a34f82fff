package pk.rabta.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.context.ConfigurableApplicationContext;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.DataScopes;
import pk.rabta.catalogue.Programme;
import pk.rabta.consent.Consent;
import pk.rabta.consent.WithdrawnPart;
import pk.rabta.mapping.MappingException;
import pk.rabta.mapping.Mappings;
import pk.rabta.partner.PartnerProfile.Message;
import pk.rabta.referral.exchange.Disclosure;

/**
 * What a programme requires is neither too little nor too much: under every combination of data scopes its messages can
 * be made exactly where the hub lets a referral in. The documents are the mappings' own good examples.
 */
@ResourceLock(Resources.SYSTEM_OUT)
class IndispensableFieldsTest {

    private static final Path HOME = Path.of(".");
    /** Of many combinations that fail for one reason. */
    private static final int SHOWN = 3;

    private static ConfigurableApplicationContext context;
    private static List<String> scopes;

    private final ObjectMapper json = new ObjectMapper();

    @BeforeAll
    static void read() {
        context = PartnerStart.of(HOME);
        scopes = List.copyOf(context.getBean(DataScopes.class).names());
    }

    @AfterAll
    static void close() {
        context.close();
    }

    @TestFactory
    Stream<DynamicTest> aReferralIsLetInExactlyWhereItsMessagesCanBeMade() {
        return context.getBean(Catalogue.class).all().stream()
                .map(programme -> dynamicTest(programme.id(), () -> check(programme)));
    }

    private void check(Programme programme) throws IOException {
        Map<String, List<ObjectNode>> examples = examples(programme);
        String request = programme.partner() + "/" + programme.messages().get("request").mapping();
        assertThat(examples.get(request)).as("good examples of %s with the service %s", request, programme.service())
                .isNotEmpty();
        List<String> wrong = new ArrayList<>();
        for (int chosen = 0; chosen < 1 << scopes.size(); chosen++) {
            Consent consent = consent(chosen);
            boolean letIn = context.getBean(Disclosure.class).lacking(programme, consent).isEmpty();
            List<String> fails = failing(programme, examples, consent);
            if (letIn != fails.isEmpty() && wrong.size() < SHOWN) {
                wrong.add(consent.dataScopes() + (letIn ? " is let in, and fails: " + fails.getFirst() : " is refused, and fits"));
            }
        }
        assertThat(wrong).as("scopes for which 'requires' of %s is wrong", programme.id()).isEmpty();
    }

    private List<String> failing(Programme programme, Map<String, List<ObjectNode>> examples, Consent consent) {
        List<String> failing = new ArrayList<>();
        examples.forEach((mapping, documents) -> documents.forEach(document -> {
            try {
                context.getBean(Mappings.class).apply(mapping,
                        context.getBean(Disclosure.class).reduce(document.deepCopy(), programme, consent, Set.of()).document());
            } catch (MappingException refused) {
                failing.add(mapping + ": " + refused.getMessage());
            }
        }));
        return failing;
    }

    private static Consent consent(int chosen) {
        Set<String> held = new TreeSet<>();
        for (int i = 0; i < scopes.size(); i++) {
            if ((chosen >> i & 1) == 1) {
                held.add(scopes.get(i));
            }
        }
        return new Consent("CNS-1", "VOT-1", "test", "CONSENT", "ADULT", "ACTIVE", Set.of(), Set.of(), held,
                new ObjectMapper().createObjectNode(), Instant.EPOCH, null, null, null, WithdrawnPart.NONE, 0);
    }

    /** Of all messages but the cancellation, which says no more than the referral's number. */
    private Map<String, List<ObjectNode>> examples(Programme programme) throws IOException {
        Map<String, List<ObjectNode>> examples = new TreeMap<>();
        for (Map.Entry<String, Message> message : programme.messages().entrySet()) {
            if (!message.getKey().equals("cancellation")) {
                String mapping = programme.partner() + "/" + message.getValue().mapping();
                examples.put(mapping, examples(programme, mapping));
            }
        }
        return examples;
    }

    private List<ObjectNode> examples(Programme programme, String mapping) throws IOException {
        Path folder = HOME.resolve("mappings").resolve(mapping.replace("/", "/examples/"));
        List<ObjectNode> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".input.json") && !name.startsWith("refused-")) {
                    ObjectNode document = (ObjectNode) json.readTree(file.toFile());
                    String service = document.at("/referral/service").asText(programme.service());
                    if (service.equals(programme.service())) {
                        documents.add(document);
                    }
                }
            }
        }
        return documents;
    }
}
