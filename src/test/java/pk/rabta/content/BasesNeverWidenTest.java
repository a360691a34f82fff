package pk.rabta.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.DataScopes;
import pk.rabta.catalogue.Programme;
import pk.rabta.consent.Consent;
import pk.rabta.consent.WithdrawnPart;
import pk.rabta.referral.exchange.Disclosure;

/** For every programme, document and set of data scopes: no basis discloses a field that CONSENT would not. */
class BasesNeverWidenTest {

    private static final List<String> OTHERS = List.of("VITAL_INTEREST", "LEGAL_OBLIGATION", "PUBLIC_TASK");
    private static final int SETS = 40;

    private static ConfigurableApplicationContext context;

    private final ObjectMapper json = new ObjectMapper();

    @BeforeAll
    static void read() {
        context = PartnerStart.of(Path.of("."));
    }

    @AfterAll
    static void close() {
        context.close();
    }

    @Test
    void noBasisDisclosesMoreThanConsentWithTheSameScopes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> names = List.copyOf(context.getBean(DataScopes.class).names());
        Disclosure disclosure = context.getBean(Disclosure.class);
        List<ObjectNode> documents = documents();
        int disclosed = 0;
        for (Programme programme : context.getBean(Catalogue.class).all()) {
            for (int i = 0; i < SETS; i++) {
                Set<String> scopes = new TreeSet<>(names);
                scopes.removeIf(name -> random.nextBoolean());
                for (ObjectNode document : documents) {
                    Set<String> agreed = disclosure.reduce(document.deepCopy(), programme, basis("CONSENT", scopes),
                            Set.of()).fields();
                    disclosed += agreed.size();
                    for (String other : OTHERS) {
                        assertThat(agreed).as("%s for %s, scopes %s, seed %d", other, programme.id(), scopes, seed)
                                .containsAll(disclosure.reduce(document.deepCopy(), programme, basis(other, scopes),
                                        Set.of()).fields());
                    }
                }
            }
        }
        assertThat(disclosed).as("else this proves nothing").isGreaterThan(10_000);
    }

    /** The documents from which the mappings' examples make messages. */
    private List<ObjectNode> documents() throws IOException {
        List<ObjectNode> documents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("mappings"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".input.json")).toList()) {
                JsonNode document = json.readTree(file.toFile());
                if (document.path("contract").asText().equals("referral/1")) {
                    documents.add((ObjectNode) document);
                }
            }
        }
        return documents;
    }

    private Consent basis(String basis, Set<String> scopes) {
        return new Consent("CNS-1", "VOT-1", "test", basis, "ADULT", "ACTIVE", Set.of(), Set.of(), scopes,
                json.createObjectNode(), Instant.EPOCH, null, Instant.MAX, null, WithdrawnPart.NONE, 0);
    }
}
