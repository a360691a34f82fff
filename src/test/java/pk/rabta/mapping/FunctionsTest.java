package pk.rabta.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {

    private final Functions functions = new Functions("post", CodeLists.load(MappingFolder.FIXTURES));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9999900000122",
                "99999-0000012-2",
                " 99999 0000012 2 ",
                "۹۹۹۹۹۰۰۰۰۰۱۲۲",
                "٩٩٩٩٩-٠٠٠٠٠١٢-٢",
                "\u202A99999\u20100000012\u20102\u202C"
            })
    void digits_of_any_script_and_spacing_are_one(String written) {
        assertThat(functions.digits(written)).isEqualTo("9999900000122");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.99990E+12", "99999x0000122", "99999,0000122"})
    void anything_else_is_refused(String mangled) {
        assertThatThrownBy(() -> functions.digits(mangled))
                .isInstanceOf(Refusal.class)
                .hasMessageNotContainingAny(mangled);
    }

    @Test
    void codes_go_both_ways_as_the_table_says() {
        assertThat(functions.code("place", "CLINIC")).isEqualTo("C1");
        assertThat(functions.decode("place", "C1")).isEqualTo("CLINIC");
        assertThat(functions.decode("place", "C2")).isEqualTo("CLINIC");
    }

    @Test
    void a_canonical_code_without_counterpart_is_named_but_a_stray_value_is_not() {
        assertThatThrownBy(() -> functions.code("place", "COURT")).hasMessageContaining("canonical code COURT");
        assertThatThrownBy(() -> functions.code("place", "Gul Bibi"))
                .hasMessageContaining("no canonical code")
                .hasMessageNotContainingAny("Gul");
        assertThatThrownBy(() -> functions.decode("place", "Gul Bibi"))
                .hasMessageContaining("list place")
                .hasMessageNotContainingAny("Gul");
    }
}
