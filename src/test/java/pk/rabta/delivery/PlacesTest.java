package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pk.rabta.mapping.Violation;

class PlacesTest {

    @Test
    void keepsTheFieldAndTheRule() {
        assertThat(Places.of(List.of(new Violation("/household/members/0/name", "required property 'roman' not found"),
                new Violation("", "incident.fir is required and missing"))))
                .containsExactly("/household/members/0/name: required property 'roman' not found",
                        "/: incident.fir is required and missing");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "/members/9999900000001/age, integer expected, /members/*/age: integer expected",
        "/زرمینہ, string expected, /*: string expected",
        "/members, property '9999900000001' is not defined in the schema, /members: property '*' is not defined in the schema",
        "/the tall one/age, integer expected, /*/age: integer expected",
        "/members, property 'the tall one' is not defined in the schema, /members: property '*' is not defined in the schema",
        "/members, property 'زرمینہ' is not defined in the schema, /members: property '*' is not defined in the schema"})
    void aNameThatIsRatherAValueIsNotKept(String where, String what, String kept) {
        assertThat(Places.of(List.of(new Violation(where, what)))).containsExactly(kept);
    }

    @Test
    void isBounded() {
        assertThat(Places.of(Collections.nCopies(100, new Violation("/a", "b")))).hasSize(1);
        List<Violation> many = IntStream.range(0, 100)
                .mapToObj(i -> new Violation("/" + i, "x".repeat(500))).toList();
        assertThat(Places.of(many)).hasSize(20).allSatisfy(place -> assertThat(place).hasSize(200));
    }
}
