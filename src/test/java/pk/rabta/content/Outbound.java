package pk.rabta.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.DataScopes;
import pk.rabta.catalogue.Programme;
import pk.rabta.consent.Consent;
import pk.rabta.consent.WithdrawnPart;
import pk.rabta.mapping.CodeLists;
import pk.rabta.mapping.Mappings;
import pk.rabta.mapping.Schemas;
import pk.rabta.partner.DisclosurePolicy.Disclosed;
import pk.rabta.referral.exchange.Disclosure;

/** The messages that leave about referrals, each with a document that holds everything the contract knows. */
final class Outbound {

    private static final Path EXAMPLES = Path.of("mappings");

    private final ConfigurableApplicationContext context;
    private final ObjectMapper json = new ObjectMapper();

    Outbound(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** One message of one programme. */
    record Message(Programme programme, String name, String mapping) {

        @Override
        public String toString() {
            return programme.id() + " " + name;
        }
    }

    List<Programme> programmes() {
        return context.getBean(Catalogue.class).all().stream()
                .sorted((one, other) -> (one.partner() + one.id()).compareTo(other.partner() + other.id())).toList();
    }

    List<Message> messages() {
        return programmes().stream().flatMap(programme -> programme.messages().entrySet().stream()
                .map(message -> new Message(programme, message.getKey(),
                        programme.partner() + "/" + message.getValue().mapping()))).toList();
    }

    /** Everything, with codes that the partner has words for: those of the mapping's examples before others. */
    FilledContract contract(Message message) {
        List<JsonNode> examples = examples(message);
        AtomicInteger district = new AtomicInteger();
        return new FilledContract((path, schema) -> {
            Optional<JsonNode> own = own(path, message.programme());
            String format = schema.path("format").asText();
            boolean code = format.startsWith("code-");
            if (own.isPresent() || !code && !schema.has("enum")) {
                return own;
            }
            Optional<JsonNode> shown = examples.stream().map(example -> at(example, path)).filter(JsonNode::isTextual)
                    .findFirst();
            String list = format.replace("code-", "");
            if (list.equals("district")) {
                // No two alike, but of one province: a partner may serve no other.
                String province = shown.or(() -> examples.stream().map(example -> at(example, "incident.fir.district"))
                        .filter(JsonNode::isTextual).findFirst()).map(example -> example.asText().substring(0, 3)).orElse("PK");
                return taken(message, list).filter(one -> one.startsWith(province)).skip(district.getAndIncrement())
                        .findFirst().map(TextNode::new);
            }
            return shown.isPresent() || !code ? shown : taken(message, list).findFirst().map(TextNode::new);
        });
    }

    /** Where one value makes a mapping look at more than another would. */
    private static Optional<JsonNode> own(String path, Programme programme) {
        return switch (path) {
            case "referral.programme" -> Optional.of(new TextNode(programme.id()));
            case "referral.service" -> Optional.of(new TextNode(programme.service()));
            case "referral.need" -> Optional.of(new TextNode(programme.needs().getFirst()));
            case "referral.partnerReference" -> Optional.of(new TextNode("PBM/4711"));
            case "victim.sex" -> Optional.of(new TextNode("F"));
            case "details.patient.identifier.type" -> Optional.of(new TextNode("BFORM"));
            case "referral.urgency" -> Optional.of(new TextNode("URGENT"));
            // A code as officers have one: some partners take nothing else for it.
            case "contact.vso" -> Optional.of(new TextNode("VSO-KP-71077"));
            case "contact.via" -> Optional.of(new TextNode("PHONE"));
            case "contact.officerSex" -> Optional.of(new TextNode("F"));
            case "victim.relation.kind" -> Optional.of(new TextNode("HUSBAND"));
            case "victim.maritalStatus" -> Optional.of(new TextNode("WIDOWED"));
            case "victim.birthDatePrecision" -> Optional.of(new TextNode("YEAR"));
            case "victim.harms.class" -> Optional.of(new TextNode("DEATH_OF_RELATIVE"));
            case "contact.noPhone", "details.patient.sameAsApplicant" -> Optional.of(BooleanNode.FALSE);
            default -> Optional.empty();
        };
    }

    /** Those first that the partner has a word for; of a list that it only answers with, it has none. */
    private Stream<String> taken(Message message, String list) {
        CodeLists codes = context.getBean(CodeLists.class);
        return codes.codes(list).keySet().stream().sorted(Comparator
                .comparing((String code) -> !codes.takes(message.programme().partner(), list, code))
                .thenComparing(Comparator.naturalOrder()));
    }

    ObjectNode fill(FilledContract contract) {
        return contract.fill(context.getBean(Schemas.class).members("referral"));
    }

    /** What the policy lets through under a consent that opens everything, of somebody without a protection flag. */
    Disclosed reduce(ObjectNode document, Programme programme) {
        return context.getBean(Disclosure.class).reduce(document.deepCopy(), programme, consent(), Set.of());
    }

    /** What the mapping writes, as text in which nothing is escaped. */
    String map(String mapping, ObjectNode document) {
        Object output = context.getBean(Mappings.class).apply(mapping, document);
        return output instanceof byte[] xml ? new String(xml, StandardCharsets.UTF_8) : String.valueOf(output);
    }

    private Consent consent() {
        return new Consent("CNS-1", "VOT-1", "test", "CONSENT", "ADULT", "ACTIVE", Set.of(), Set.of(),
                new TreeSet<>(context.getBean(DataScopes.class).names()), json.createObjectNode(), Instant.EPOCH, null, null,
                null, WithdrawnPart.NONE, 0);
    }

    private List<JsonNode> examples(Message message) {
        Path folder = EXAMPLES.resolve(message.mapping().replace("/", "/examples/"));
        return ContentFiles.below(folder).stream().filter(file -> file.toString().endsWith(".input.json")
                && !file.getFileName().toString().startsWith("refused-")).map(this::read)
                .filter(example -> example.at("/referral/service").asText(message.programme().service())
                        .equals(message.programme().service())).toList();
    }

    private JsonNode read(Path file) {
        try {
            return json.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first value at a dotted path, through arrays. */
    static JsonNode at(JsonNode document, String path) {
        JsonNode node = document;
        for (String name : path.split("[.]")) {
            node = (node.isArray() ? node.path(0) : node).path(name);
        }
        return node.isArray() ? node.path(0) : node;
    }
}
