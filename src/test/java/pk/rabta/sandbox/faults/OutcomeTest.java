package pk.rabta.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The suite's own accounts: one answer lost and another doubled is both, and a cancelled referral is no exception. */
class OutcomeTest {

    private static final String PARTNER = "'actor':{'kind':'PARTNER'}";
    private static final String ACCEPTED = "{'type':'referral.accepted','to':'ACCEPTED','businessStatus':'received'," + PARTNER + "}";
    private static final String APPOINTED = "{'type':'referral.progressed','to':'IN_PROGRESS',"
            + "'businessStatus':'appointment-scheduled'," + PARTNER + "}";
    private static final String COMPLETED = "{'type':'referral.completed','to':'COMPLETED','businessStatus':'visit-completed',"
            + PARTNER + "}";
    private static final String LATE = "{'type':'referral.noted','businessStatus':'%s'," + PARTNER + "}";
    private static final String ASKED = "{'type':'referral.cancellation_requested','to':'CANCELLATION_REQUESTED',"
            + "'actor':{'kind':'TOOL'}}";
    private static final String CANCELLED = "{'type':'referral.cancelled','to':'CANCELLED','businessStatus':'received',"
            + PARTNER + "}";
    private static final Outcome WANTED = of(Map.of("p request", 1L), ACCEPTED, APPOINTED, COMPLETED);

    @Test
    void oneAnswerLostAndAnotherDoubledIsBoth() {
        Outcome is = of(Map.of("p request", 1L), ACCEPTED, LATE.formatted("received"), COMPLETED);
        assertThat(is.lacks(WANTED)).isTrue();
        assertThat(is.hasMoreThan(WANTED)).isTrue();
    }

    @Test
    void answersThatCameInAnotherOrderAreTheSame() {
        Outcome is = of(Map.of("p request", 1L), "{'type':'referral.accepted','to':'ACCEPTED','implied':true," + PARTNER + "}",
                COMPLETED, LATE.formatted("appointment-scheduled"), LATE.formatted("received"));
        assertThat(is.lacks(WANTED)).isFalse();
        assertThat(is.hasMoreThan(WANTED)).isFalse();
    }

    @Test
    void ofACancelledOneNoAnswerIsThereTwice() {
        Map<String, Long> effects = Map.of("p request", 1L, "p cancellation", 1L);
        assertThat(of(effects, ACCEPTED, ASKED, CANCELLED).isDoubled(WANTED)).isFalse();
        assertThat(of(effects, ASKED, CANCELLED, LATE.formatted("received")).isDoubled(WANTED)).isFalse();
        assertThat(of(effects, ACCEPTED, LATE.formatted("received"), ASKED, CANCELLED).isDoubled(WANTED)).isTrue();
        assertThat(of(effects, ASKED, CANCELLED, LATE.formatted("sanctioned")).isDoubled(WANTED)).isTrue();
    }

    @Test
    void oneWhoseRequestNeverArrivedMayWaitOnlyWhereItsPartnerWasTold() {
        Outcome told = of(Map.of("p cancellation", 1L), ASKED);
        assertThat(told.isLeftOpen("p request", "p cancellation")).isFalse();
        assertThat(of(Map.of(), ASKED).isLeftOpen("p request", "p cancellation")).isTrue();
        assertThat(new Outcome(told.end(), told.states(), told.answers(), Map.of(), Map.of(), Map.of("p cancellation", 1L))
                .isLeftOpen("p request", "p cancellation")).isFalse();
        assertThat(of(Map.of("p request", 1L, "p cancellation", 1L), ASKED).isLeftOpen("p request", "p cancellation"))
                .as("its partner has it and has not confirmed").isTrue();
        assertThat(of(Map.of("p request", 1L), ASKED, CANCELLED).isLeftOpen("p request", "p cancellation"))
                .as("its partner has it and was not told").isTrue();
    }

    private static Outcome of(Map<String, Long> effects, String... entries) {
        List<Step> way = Stream.of(entries).map(OutcomeTest::step).toList();
        return Outcome.of(way, effects, Map.of(), Map.of());
    }

    private static Step step(String entry) {
        try {
            return Step.of(new ObjectMapper().readTree(entry.replace('\'', '"')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
