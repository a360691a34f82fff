package pk.rabta.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the log says of violations: it is read by people without clearance. */
class ToldTest {

    @Test
    void of_hidden_ones_it_has_the_number_only() {
        String told = Invariants.told(List.of(new Violation("REF-SHOWN", "has 0", false),
                new Violation("REF-HIDDEN", "has 0", true), new Violation("REF-SECRET", "has 2", true)));
        assertThat(told).isEqualTo("REF-SHOWN has 0; 2 that only who has clearance may see, by GET /v1/admin/invariants");
    }

    @Test
    void a_line_of_the_log_is_bounded() {
        List<Violation> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(new Violation("REF-" + i, "has 0", false));
        }
        assertThat(Invariants.told(many)).contains("REF-9 has 0").doesNotContain("REF-10 ").endsWith("; 90 more");
    }
}
