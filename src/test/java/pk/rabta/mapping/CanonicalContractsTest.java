package pk.rabta.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contracts and code lists that the product ships. */
class CanonicalContractsTest {

    private static final String REFERRAL = """
        {"contract":"referral/1",
         "message":{"id":"MSG-1","kind":"request","name":"request","createdAt":"2026-03-05T06:12:00Z"},
         "referral":{"id":"REF-1","programme":"stipend","service":"FINANCIAL",
                         "need":"FIN.INCOME_LOSS","phase":"MID_TERM","urgency":"ROUTINE"},
         "victim":{"name":{"roman":"Gul Bibi","urdu":"گل بی بی"},
                       "identifiers":[{"type":"CNIC","value":"9999900000122"}],
                   "maritalStatus":"WIDOWED","address":{"province":"PK-PB","district":"PK617"},
                       "harms":[{"class":"GRIEVOUS","mechanism":"BLAST"}]},
         "consent":{"id":"CNS-1","basis":"CONSENT","purpose":"SOCIAL_PROTECTION","validTo":"2027-03-05"},
         "details":{"anything":[1,2.50]}}\
        """;

    private static final CodeLists CODES = CodeLists.load(MappingFolder.REAL);
    private static final Schemas SCHEMAS = Schemas.load(MappingFolder.REAL, CODES);

    @Test
    void the_contracts_are_there() {
        assertThat(SCHEMAS.contracts()).contains("referral", "update", "victim", "enrolment");
    }

    @Test
    void a_full_and_a_bare_referral_are_valid() {
        assertThat(violations("referral", REFERRAL)).isEmpty();
        assertThat(violations("referral", """
            {"contract":"referral/1",
             "message":{"id":"MSG-1","kind":"cancellation","name":"end","createdAt":"2026-03-05T06:12:00Z"},
             "referral":{}}\
            """)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Gul Bibi|Gul \\u202E Bibi|/victim/name/roman",
                "Gul Bibi|Gul\\nBibi|/victim/name/roman",
                "Gul Bibi|Gul Bibi\\n|/victim/name/roman",
                "9999900000122|99999-0000012-2|/victim/identifiers/0/value",
                "PK617|PK999|/victim/address/district",
                "PK-PB|PK-TA|/victim/address/province",
                "REF-1|1|/referral/id",
                "FIN.INCOME_LOSS|FIN.WISH|/referral/need",
                "GRIEVOUS|SEVERE|/victim/harms/0/class",
                "2026-03-05T06:12:00Z|2026-03-05|/message/createdAt",
                "ROUTINE|SOON|/referral/urgency"
            })
    void what_does_not_belong_is_found(String part, String wrong, String pointer) {
        assertThat(violations("referral", REFERRAL.replace(part, wrong)))
                .extracting(Violation::where)
                .contains(pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"referral\":{\"id\":\"REF-1\"},\"command\":\"accept\",\"partnerReference\":\"P/1\"}",
                "{\"referral\":{\"partnerReference\":\"P/1\"},\"command\":\"reject\","
                        + "\"reason\":{\"code\":\"eligibility.other-programme\",\"partnerCode\":\"X1\"}}",
                "{\"referral\":{\"caseKey\":\"PK528/CTD/45/2026\"},\"command\":\"note\","
                        + "\"hearing\":{\"stage\":\"EVIDENCE\",\"date\":\"2026-04-01\"}}",
                "{\"referral\":{\"id\":\"REF-1\"},\"command\":\"complete\","
                        + "\"outcome\":{\"code\":\"ENROLLED\",\"benefit\":{\"kind\":\"CASH\",\"amountPkr\":13500}}}"
            })
    void updates_are_valid(String update) {
        assertThat(violations("update", "{\"contract\":\"update/1\",\"updates\":[" + update + "]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"referral\":{},\"command\":\"accept\"}",
                "{\"referral\":{\"id\":\"REF-1\",\"caseKey\":\"x\"},\"command\":\"accept\"}",
                "{\"referral\":{\"id\":\"REF-1\"},\"command\":\"reject\"}",
                "{\"referral\":{\"id\":\"REF-1\"},\"command\":\"complete\"}",
                "{\"referral\":{\"id\":\"REF-1\"},\"command\":\"explode\"}",
                "{\"referral\":{\"id\":\"REF-1\"},\"command\":\"reject\","
                        + "\"reason\":{\"code\":\"eligibility.no-such-reason\"}}"
            })
    void updates_that_say_too_little_or_too_much_are_not(String update) {
        assertThat(violations("update", "{\"contract\":\"update/1\",\"updates\":[" + update + "]}"))
                .isNotEmpty();
    }

    @Test
    void snapshot_and_write_back_are_valid() {
        assertThat(violations("victim", """
            {"contract":"victim/1","victim":{"registryId":"VOT-7K3M-92QX-4","sex":"F"},
             "flags":["THREAT"],"deceased":false,"province":"PK-KP"}\
            """)).isEmpty();
        assertThat(violations("enrolment", """
            {"contract":"enrolment/1","referral":{"id":"REF-1"},"registryId":"VOT-1",
             "programme":"stipend","partner":"one",
             "status":"COMPLETED",
             "outcome":{"code":"ENROLLED"},"effectiveDate":"2026-04-01","recordedAt":"2026-04-02T00:00:00Z"}\
            """)).isEmpty();
    }

    @Test
    void every_code_list_that_a_contract_names_exists() {
        assertThat(CODES.lists())
                .containsAll(List.of(
                        "need",
                        "service",
                        "reason",
                        "outcome",
                        "province",
                        "district",
                        "harm",
                        "mechanism",
                        "relation",
                        "document-type",
                        "hearing-stage",
                        "business-status",
                        "sex",
                        "marital-status"));
        JsonNode sex = Json.read(
                        "types",
                        MappingFolder.load(MappingFolder.REAL)
                                .schemas()
                                .of(Folder.at(MappingFolder.REAL).root().resolve("contracts/types.schema.json"))
                                .getSchemaNode())
                .at("/$defs/sex/enum");
        assertThat(StreamSupport.stream(sex.spliterator(), false).map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(CODES.codes("sex").keySet());
    }

    @Test
    void every_reason_says_in_both_languages_what_to_do() {
        assertThat(CODES.codes("reason").keySet())
                .hasSizeGreaterThanOrEqualTo(50)
                .allSatisfy(code -> {
                    assertThat(code)
                            .matches(
                                    "(consent|identity|eligibility|document|duplicate|capacity|funds|jurisdiction|legal"
                                            + "|technical|person)\\.[a-z-]+");
                    assertThat(CODES.next("reason", code, "en").orElseThrow()).isNotBlank();
                    assertThat(CODES.next("reason", code, "ur-PK").orElseThrow())
                            .matches(".*\\p{IsArabic}.*");
                });
    }

    @Test
    void every_urdu_text_is_in_urdu_script() {
        assertThat(CODES.lists())
                .allSatisfy(list -> assertThat(CODES.codes(list).values()).allSatisfy(code -> assertThat(code.ur())
                        .matches(".*\\p{IsArabic}.*")
                        .doesNotContainPattern("[\\u202A-\\u202E]")));
    }

    @Test
    void districts_lie_in_provinces_and_splits_have_a_date() {
        Set<String> provinces = CODES.codes("province").keySet();
        assertThat(CODES.codes("district")).hasSize(171).allSatisfy((code, district) -> {
            assertThat(code).matches("PK[0-9]{3}");
            assertThat(provinces).contains(district.province());
            assertThat(district.splitFrom() == null).isEqualTo(district.validFrom() == null);
        });
    }

    @Test
    void an_alias_leads_to_the_code_of_today() {
        assertThat(CODES.canonical("province", "PK-TA")).contains("PK-KP");
        assertThat(CODES.canonical("province", "PK-KP")).contains("PK-KP");
        assertThat(CODES.canonical("province", "PK-XX")).isEmpty();
        assertThat(CODES.text("province", "PK-KP", "ur-PK")).isEqualTo("خیبر پختونخوا");
        assertThat(CODES.text("province", "PK-KP", "en")).isEqualTo("Khyber Pakhtunkhwa");
    }

    private List<Violation> violations(String contract, String document) {
        return SCHEMAS.violations(contract, Json.read("test", document));
    }
}
