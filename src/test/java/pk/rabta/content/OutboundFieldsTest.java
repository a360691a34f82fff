package pk.rabta.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.context.ConfigurableApplicationContext;
import pk.rabta.partner.DisclosurePolicy;
import pk.rabta.partner.Partners;

/**
 * No message to a partner holds a value that the matrix does not give it, though everything was there to be told. The
 * policy is one fence; each mapping alone is a second one, and reads nothing that its partner may not learn.
 */
class OutboundFieldsTest {

    private static final List<String> FRAME = FieldsRead.FRAME;

    private static ConfigurableApplicationContext context;
    private static Outbound outbound;
    private static DisclosureMatrix matrix;

    @BeforeAll
    static void read() {
        context = PartnerStart.of(Path.of("."));
        outbound = new Outbound(context);
        matrix = DisclosureMatrix.of(context);
    }

    @AfterAll
    static void close() {
        context.close();
    }

    @TestFactory
    Stream<DynamicTest> aMessageHoldsNoValueOutsideTheMatrix() {
        return outbound.messages().stream().map(message -> dynamicTest(message.toString(), () -> {
            FilledContract contract = outbound.contract(message);
            ObjectNode reduced = outbound.reduce(outbound.fill(contract), message.programme()).document();
            assertThat(leaked(contract.marks(), outbound.map(message.mapping(), reduced),
                    matrix.of(message.programme()))).as("fields that leave in " + message).isEmpty();
        }));
    }

    @Test
    void aValueOutsideTheMatrixWouldBeFound() {
        List<Set<String>> found = outbound.messages().stream().filter(message -> message.name().equals("request"))
                .map(message -> {
                    FilledContract contract = outbound.contract(message);
                    String written = outbound.map(message.mapping(), outbound.fill(contract));
                    return leaked(contract.marks(), written, Set.of("referral.id"));
                }).toList();

        assertThat(found).anySatisfy(fields -> assertThat(fields).contains("victim.name.urdu", "victim.name.roman",
                "victim.identifiers.value.CNIC", "contact.phone"));
        assertThat(leaked(Map.of("9999900001239", "victim.identifiers.value.CNIC"), "a list with 99999-0000123-9",
                Set.of())).containsExactly("victim.identifiers.value.CNIC");
    }

    /** A changed value that may not leave changes nothing of what does: neither directly nor by a guess. */
    @TestFactory
    Stream<DynamicTest> whatMayNotLeaveDecidesNothing() {
        return outbound.programmes().stream().map(programme -> dynamicTest(programme.id(), () -> {
            Outbound.Message message = new Outbound.Message(programme, "request",
                    programme.partner() + "/" + programme.messages().get("request").mapping());
            ObjectNode document = outbound.fill(outbound.contract(message));
            ObjectNode told = outbound.reduce(document, programme).document();
            List<String> fields = new ArrayList<>();
            DisclosureMatrix.leaves(document, "", fields);
            fields.removeIf(field -> matrix.of(programme).contains(field) || field.startsWith("victim.identifiers"));
            for (String field : fields) {
                ObjectNode without = document.deepCopy();
                DisclosurePolicy.remove(without, field);
                assertThat(outbound.reduce(without, programme).document()).as(field).isEqualTo(told);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> mappingsReadWhatTheirPartnerMayLearnAndNothingIsAllowedThatNoneReads() {
        Map<String, Set<String>> allowed = new TreeMap<>();
        Map<String, Set<String>> read = new TreeMap<>();
        for (Outbound.Message message : outbound.messages()) {
            String partner = message.programme().partner();
            allowed.computeIfAbsent(partner, any -> new TreeSet<>()).addAll(matrix.of(message.programme()));
            new FieldsRead(outbound, message).find(read.computeIfAbsent(partner, any -> new TreeSet<>()));
        }
        return allowed.keySet().stream().map(partner -> dynamicTest(partner, () -> {
            Set<String> beyond = new TreeSet<>(read.get(partner));
            beyond.removeAll(allowed.get(partner));
            beyond.removeIf(field -> DisclosurePolicy.permits(field, FRAME));
            assertThat(beyond).as("fields that its mappings read though it may not learn them").isEmpty();
            Set<String> idle = new TreeSet<>(allowed.get(partner));
            idle.removeAll(read.get(partner));
            idle.removeIf(field -> DisclosurePolicy.permits(field, FRAME));
            assertThat(idle).as("fields that config/partners/" + partner + " allows and no mapping reads").isEmpty();
        }));
    }

    /** Whoever asked to be called through the officer, or not at all, is found in no message by number. */
    @TestFactory
    Stream<DynamicTest> aTelephoneThatIsNotTheWayStays() {
        return outbound.messages().stream().map(message -> dynamicTest(message.toString(), () -> {
            for (String via : List.of("VSO", "HANDLER", "PHONE")) {
                ObjectNode document = outbound.fill(outbound.contract(message));
                ObjectNode contact = (ObjectNode) document.path("contact");
                contact.set("via", new TextNode(via));
                contact.put("noPhone", via.equals("PHONE"));
                String number = contact.path("phone").asText().substring(3);
                assertThat(outbound.map(message.mapping(), document).replaceAll("[^0-9]", "")).as(via)
                        .doesNotContain(number);
            }
        }));
    }

    @Test
    void everyPartnerIsAskedAbout() {
        Set<String> partners = new TreeSet<>(context.getBean(Partners.class).ids());
        partners.remove(context.getBean(Partners.class).registryId());
        outbound.programmes().forEach(programme -> partners.remove(programme.partner()));
        assertThat(partners).as("partners without a programme: what do their messages hold?").isEmpty();
    }

    private static Set<String> leaked(Map<String, String> marks, String written, Set<String> allowed) {
        String digits = written.replaceAll("(?<=[0-9])-(?=[0-9])", "");
        Set<String> leaked = new TreeSet<>();
        marks.forEach((mark, path) -> {
            String field = path.replaceFirst("[.]value[.][A-Z]+$", ".value");
            boolean foreign = path.startsWith("victim.identifiers") && !path.endsWith(".CNIC");
            String plain = mark.startsWith("+92") ? mark.substring(3) : mark.replaceAll("(?<=[0-9])-(?=[0-9])", "");
            if ((foreign || !allowed.contains(field)) && !DisclosurePolicy.permits(field, FRAME)
                    && (written.contains(mark) || digits.contains(plain))) {
                leaked.add(path);
            }
        });
        return leaked;
    }
}
