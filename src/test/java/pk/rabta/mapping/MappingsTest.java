package pk.rabta.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingsTest {

    private static final String VISIT = """
        {"on":"2026-03-05","place":"HOME","number":"9999900000122","amount":12000.50}\
        """;

    private final MappingFolder folder = MappingFolder.load(MappingFolder.FIXTURES);

    @Test
    void every_shape_of_input_gives_the_same() {
        JsonNode expected = card(VISIT);
        byte[] bytes = VISIT.getBytes(StandardCharsets.UTF_8);
        assertThat(Stream.of(
                                bytes,
                                new ByteArrayInputStream(bytes),
                                Json.read("test", VISIT),
                                Map.of(
                                        "on",
                                        "2026-03-05",
                                        "place",
                                        "HOME",
                                        "number",
                                        "9999900000122",
                                        "amount",
                                        new BigDecimal("12000.50")))
                        .map(input -> folder.mappings().apply("post/visit-to-card", input)))
                .allMatch(expected::equals);
    }

    @Test
    void numbers_keep_their_precision() {
        assertThat(card(VISIT).get("amount").toString()).isEqualTo("12000.50");
        assertThat(card(VISIT.replace("12000.50", "12345678901234567890.123456789"))
                        .get("amount")
                        .decimalValue())
                .isEqualTo(new BigDecimal("12345678901234567890.123456789"));
    }

    @Test
    void big_amounts_are_written_out_in_xml() {
        byte[] xml = (byte[]) folder.mappings()
                .apply(
                        "post/visit-to-letter",
                        VISIT.replace("12000.50", "123456789").replace("\"number\"", "\"name\":\"A\",\"number\""));
        assertThat(new String(xml, StandardCharsets.UTF_8)).contains("<amount>123456789</amount>");
    }

    @Test
    void all_violations_are_told_with_their_pointers() {
        assertThatThrownBy(() -> card("{\"on\":\"2026-02-30\",\"place\":\"GARDEN\",\"surprise\":1,\"number\":\"12\"}"))
                .isInstanceOfSatisfying(MappingException.class, e -> {
                    assertThat(e.violations()).extracting(Violation::where).contains("/on", "/place", "/number", "");
                    assertThat(e)
                            .hasMessageContainingAll(
                                    "the input does not fit mappings/contracts/visit.schema.json",
                                    "mappings/codes/place.yaml",
                                    "surprise");
                });
    }

    @Test
    void no_message_holds_a_value() {
        List<String> broken = List.of(
                "{\"on\":\"secret-8\",\"place\":\"secret-8\",\"number\":\"secret-8\",\"name\":\"secret-8\\u0007\"}",
                "{\"on\":\"2026-03-05\",\"place\":\"HOME\",\"number\":\"9999900000122\","
                        + "\"guests\":[{\"place\":\"secret-8\"}]}",
                "{\"on\": secret-8");
        assertThat(broken).allSatisfy(input -> assertThatThrownBy(() -> card(input))
                .isInstanceOf(MappingException.class)
                .satisfies(MappingsTest::hasNoSecret));
        List<String> letters = List.of(
                "<letter xmlns='urn:fixture:letter'><day>secret-8</day><at>secret-8</at></letter>",
                "<letter xmlns='urn:fixture:letter'><day>2026-03-05</day><at>s8</at></letter>",
                "<letter xmlns='urn:fixture:letter'><day>secret-8</letter>");
        assertThat(letters).allSatisfy(input -> assertThatThrownBy(() -> visit(input))
                .isInstanceOf(MappingException.class)
                .satisfies(MappingsTest::hasNoSecret));
    }

    @Test
    void an_alias_is_not_written_in_documents() {
        assertThatThrownBy(() -> card(VISIT.replace("HOME", "SURGERY"))).hasMessageContaining("/place");
    }

    @Test
    void a_last_line_feed_does_not_slip_past_a_pattern() {
        assertThatThrownBy(() -> card(VISIT.replace("9999900000122", "9999900000122\\n")))
                .hasMessageContaining("/number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1,2", "{\"on\":1,\"on\":2}", "{} {}", "NaN"})
    void what_is_no_json_is_refused(String input) {
        assertThatThrownBy(() -> card(input))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("no valid JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE letter [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><letter"
                        + " xmlns='urn:fixture:letter'><day>2026-03-05</day><at>H</at><name>&x;</name></letter>",
                "<!DOCTYPE letter SYSTEM 'http://127.0.0.1:1/x.dtd'><letter"
                        + " xmlns='urn:fixture:letter'><day>2026-03-05</day><at>H</at></letter>"
            })
    void a_document_type_is_refused(String input) {
        assertThatThrownBy(() -> visit(input))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("document type");
    }

    private static final String LETTER =
            "<letter xmlns='urn:fixture:letter'><day>2026-03-05</day><at>H</at><name>گل</name></letter>";
    private static final String PAGE = "<html><body><p>Welcome<br>to the proxy</body></html>";

    static Stream<Arguments> no_documents() {
        byte[] letter = LETTER.getBytes(StandardCharsets.UTF_8);
        byte[] visit = VISIT.replace("HOME", "گل").getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                Arguments.of("post/letter-to-visit", new byte[0]),
                Arguments.of("post/letter-to-visit", " \n".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("post/letter-to-visit", Arrays.copyOf(letter, letter.length / 2)),
                Arguments.of("post/letter-to-visit", Arrays.copyOf(letter, letter.length - "/name></letter>".length() - 2)),
                Arguments.of("post/letter-to-visit", "<letter xmlns='urn:fixture:letter'><surprise/><day>20".getBytes()),
                Arguments.of("post/letter-to-visit", PAGE.getBytes()),
                Arguments.of("post/letter-to-visit", ("<!DOCTYPE html>" + PAGE).getBytes()),
                Arguments.of("post/letter-to-visit", "Bad gateway".getBytes()),
                Arguments.of("post/visit-to-card", new byte[0]),
                Arguments.of("post/visit-to-card", Arrays.copyOf(visit, visit.length / 2)),
                Arguments.of("post/visit-to-card", Arrays.copyOf(visit, "{'on':'2026-03-05','place':'g".length())),
                Arguments.of("post/visit-to-card", PAGE.getBytes()));
    }

    @ParameterizedTest
    @MethodSource("no_documents")
    void what_is_cut_or_a_page_is_no_document(String mapping, byte[] input) {
        assertThatThrownBy(() -> folder.mappings().apply(mapping, input))
                .isInstanceOfSatisfying(MappingException.class, e -> {
                    assertThat(e.isUnreadable()).as(e.getMessage()).isTrue();
                    assertThat(e.mapping()).isEqualTo(mapping);
                    assertThat(e.violations()).hasSize(1);
                });
    }

    static Stream<Arguments> wrong_documents() {
        String attributes = IntStream.range(0, 10_001).mapToObj(i -> " a" + i + "=''").collect(Collectors.joining());
        return Stream.of(
                Arguments.of("post/letter-to-visit", LETTER.replace("<at>H</at>", "")),
                Arguments.of("post/letter-to-visit", LETTER.replace("letter", "other")),
                Arguments.of("post/letter-to-visit", LETTER.replace(">H<", ">?<")),
                Arguments.of("post/letter-to-visit", "<html><body><p>Welcome</p></body></html>"),
                Arguments.of("post/letter-to-visit", LETTER.replace("<at>", "<at" + attributes + ">")),
                Arguments.of("post/visit-to-card", VISIT.replace("HOME", "GARDEN")),
                Arguments.of("post/visit-to-card", "[".repeat(2_000) + "]".repeat(2_000)));
    }

    @ParameterizedTest
    @MethodSource("wrong_documents")
    void a_whole_document_that_is_wrong_is_one(String mapping, String input) {
        assertThatThrownBy(() -> folder.mappings().apply(mapping, input))
                .isInstanceOfSatisfying(MappingException.class, e -> assertThat(e.isUnreadable()).as(e.getMessage()).isFalse());
    }

    @Test
    void the_declaration_of_text_no_longer_holds() {
        assertThat(visit("<?xml version='1.0' encoding='windows-1256'?><letter"
                                + " xmlns='urn:fixture:letter'><day>2026-03-05</day><at>H</at><name>گل</name></letter>")
                        .get("name")
                        .asText())
                .isEqualTo("گل");
    }

    @Test
    void structure_of_xml_is_told_by_names() {
        assertThatThrownBy(() -> visit("<letter xmlns='urn:fixture:letter'><at>H</at></letter>"))
                .hasMessageContainingAll("/letter/at", "day");
    }

    @Test
    void an_unknown_mapping_is_told_with_those_there_are() {
        assertThatThrownBy(() -> folder.mappings().apply("post/visit-to-moon", "{}"))
                .isInstanceOf(MappingException.class)
                .hasMessageContainingAll("there is no such mapping", "post/visit-to-card");
    }

    @Test
    void many_threads_may_use_one_mapping() {
        JsonNode expected = card(VISIT);
        assertThat(Stream.generate(() -> VISIT).limit(2_000).parallel().map(this::card))
                .allMatch(expected::equals);
        String letter = "<letter xmlns='urn:fixture:letter'><day>2026-03-05</day><at>H</at></letter>";
        JsonNode visit = visit(letter);
        assertThat(Stream.generate(() -> letter).limit(500).parallel().map(this::visit))
                .allMatch(visit::equals);
    }

    private JsonNode card(String input) {
        return (JsonNode) folder.mappings().apply("post/visit-to-card", input);
    }

    private JsonNode visit(String input) {
        return (JsonNode) folder.mappings().apply("post/letter-to-visit", input);
    }

    private static void hasNoSecret(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            assertThat(String.valueOf(t.getMessage())).doesNotContain("secret-8");
        }
    }
}
