package pk.rabta.referral.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.api.Language;
import pk.rabta.query.ManyRows;
import pk.rabta.referral.ReferralRows;

/** However many referrals there are, a page of the list looks at about a page, whatever it is asked for. */
class ListRowsTest {

    private static final int LIMIT = 51;

    private final ManyRows many = ManyRows.shared();
    private final ReferralSearch search = new ReferralSearch(many.jdbc(), mock(ReferralRows.class));

    static Stream<Named<Map<String, Object>>> filters() {
        return Stream.<Map<String, Object>>of(Map.of(), Map.of("status", List.of("REQUESTED")),
                Map.of("status", List.of("FAILED")), Map.of("status", List.of("FAILED", "EXPIRED")),
                Map.of("partner", "partner-1"), Map.of("partner", "rare"), Map.of("partner", "nobody"),
                Map.of("programme", "programme-77"), Map.of("programme", "nothing"), Map.of("victim", "P7"),
                Map.of("case", "F7"), Map.of("updatedSince", "2026-03-10T00:00:00Z"),
                Map.of("partner", "rare", "status", List.of("FAILED")))
                .map(filter -> Named.of(filter.toString(), filter));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void of_a_tool(Map<String, Object> filter) {
        many.looksAtFew(() -> list(new Caller("tool", Set.of(), null, null, null, null, "tool"), filter));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void of_a_supervisor_of_one_office(Map<String, Object> filter) {
        Caller desk = new Caller("desk", Set.of("referrals:correct"), null, "office-3", null, null, "desk");
        many.looksAtFew(() -> list(desk, filter));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void of_a_tool_that_has_none(Map<String, Object> filter) {
        many.looksAtFew(() -> list(new Caller("quiet", Set.of(), null, null, null, null, "tool"), filter));
    }

    private void list(Caller caller, Map<String, Object> filter) {
        assertThat(search.list(new ApiRequest("listReferrals", caller, filter, null, null, Language.EN, null, ""),
                LIMIT)).hasSizeLessThanOrEqualTo(LIMIT);
    }
}
