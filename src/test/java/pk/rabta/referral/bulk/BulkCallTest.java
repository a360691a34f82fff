package pk.rabta.referral.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.api.Language;
import pk.rabta.api.Lines;
import pk.rabta.api.Problem;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Violation;
import pk.rabta.registry.RegistryAnswers;

/** Windows and lanes of a call, and where it ends. */
class BulkCallTest {

    private static final ApiRequest REQUEST = new ApiRequest("submitReferrals", new Caller("tool", Set.of(), null, null, null,
            null, "tool"), Map.of(), null, null, Language.EN, null, "");

    private final Given given = new Given();
    private final BulkCall call = new BulkCall(REQUEST, given, 4);

    private static final class Given implements Lines {

        private final List<Line> lines = new ArrayList<>();
        private Iterator<Line> iterator;
        private boolean over;

        @Override
        public Line next() {
            iterator = iterator == null ? lines.iterator() : iterator;
            return iterator.hasNext() ? iterator.next() : null;
        }

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public void end() {
            over = true;
        }

        void add(String text) {
            lines.add(new Line(lines.size() + 1, text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String about(String person) {
        return "{\"idempotencyKey\":\"00000000\",\"referral\":{\"victim\":{\"registryId\":\"" + person + "\"}}}";
    }

    private static List<List<Integer>> numbers(Window window) {
        return window.lanes().stream().map(lane -> {
            List<Integer> numbers = new ArrayList<>();
            lane.forEach(line -> numbers.add(line.number()));
            return numbers;
        }).toList();
    }

    @Test
    void aWindowIsBoundedByLinesAndByBytes() {
        IntStream.range(0, 70).forEach(n -> given.add(about("VOT-" + n)));
        given.add(about("x".repeat(700_000)));
        given.add(about("y".repeat(700_000)));
        given.add(about("z"));
        List<Integer> sizes = new ArrayList<>();
        call.forEachRemaining(window -> sizes.add(window.lines().size()));
        assertThat(sizes).containsExactly(64, 8, 1);
    }

    @Test
    void onePersonsLinesAreInOneLaneInTheirOrder_andTheOthersAreSharedOut() {
        for (String person : List.of("A", "B", "A", "C", "A", "D", "B", "E")) {
            given.add(about(person));
        }
        given.add("no JSON");
        given.add("{\"referral\":{}}");
        given.add("{\"referral\":{}}");
        List<List<Integer>> lanes = numbers(call.next());
        assertThat(lanes).hasSize(4).contains(List.of(1, 3, 5)).anySatisfy(lane -> assertThat(lane).startsWith(2, 7))
                .allSatisfy(lane -> assertThat(lane).hasSizeBetween(2, 3));
        assertThat(lanes.stream().flatMap(List::stream)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 10, 11);
    }

    @Test
    void nothingIsTakenAnyMoreOnceItIsOver() {
        given.add(about("A"));
        given.add(about("A"));
        Window window = call.next();
        Iterator<BulkLine> lane = window.lanes().getFirst().iterator();
        lane.next();
        given.end();
        assertThat(lane.hasNext()).isFalse();
        given.add(about("A"));
        assertThat(call.hasNext()).isFalse();
    }

    @Test
    void whatIsOverBetweenHasNextAndNextIsAnEmptyWindow() {
        given.add(about("A"));
        assertThat(call.hasNext()).isTrue();
        given.end();
        assertThat(call.next().lines()).isEmpty();
    }

    /** An answer would be a hundred times as long as the line. */
    @Test
    void ofALineWithManyUnknownMembersAHundredAreListed() {
        String members = IntStream.range(0, 9_900).mapToObj(n -> "\"a" + n + "\":1").collect(Collectors.joining(","));
        IntStream.range(0, 13).forEach(n -> given.add("{\"idempotencyKey\":7," + members + "}"));
        assertThat(call.next().lines()).isNotEmpty().allSatisfy(line -> {
            assertThat(line.problem().violations()).hasSize(100);
            assertThat(line.problem().violations()).extracting(Violation::pointer).contains("/idempotencyKey");
        });
    }

    /** A database that is away would be waited for a hundred thousand times. */
    @Test
    void theHubsOwnFaultsInARowEndIt() {
        IntStream.range(0, 20).forEach(n -> given.add(about("VOT-" + n)));
        List<BulkLine> lines = call.next().lines();
        lines.subList(0, 7).forEach(line -> line.refused(ProblemType.UNAVAILABLE.detail("away", "away")));
        lines.get(7).accepted(ApiAnswer.of(202, null));
        lines.subList(8, 15).forEach(line -> line.refused(ProblemType.UNAVAILABLE.detail("away", "away")));
        lines.get(15).refused(ProblemType.CONSENT_MISSING.detail("none", "none"));
        assertThat(call.over()).isFalse();
        IntStream.range(0, 8).forEach(n -> lines.get(16).refused(ProblemType.UNAVAILABLE.detail("away", "away")));
        assertThat(call.over()).isTrue();
    }

    /** Ids are short: who may send a hundred thousand lines could find out who is in the registry. */
    @Test
    void whoNamesManyThatTheRegistryDoesNotKnowIsNotAnsweredOn() {
        IntStream.range(0, 600).forEach(n -> given.add(about("VOT-" + n)));
        Problem stranger = problemOf(RegistryAnswers.unknownPerson());
        Problem known = ProblemType.CONSENT_MISSING.detail("none", "none");
        int told = 0;
        while (call.hasNext()) {
            for (Iterable<BulkLine> lane : call.next().lanes()) {
                for (BulkLine line : lane) {
                    line.refused(line.number() % 7 == 0 ? known : stranger);
                    told++;
                }
            }
        }
        assertThat(told).isBetween(500 * 7 / 6, 500 * 7 / 6 + 8);
    }

    private static Problem problemOf(RuntimeException refusal) {
        return ((ProblemException) refusal).problem();
    }

    /** Lines that the hub breaks at stand between others that it takes: they are told, and the others come after them. */
    @Test
    void faultsThatAreAboutALineDoNotEndIt() {
        IntStream.range(0, 20).forEach(n -> given.add(about("VOT-" + n)));
        List<BulkLine> lines = call.next().lines();
        lines.forEach(line -> line.refused(ProblemType.INTERNAL_ERROR.detail("broken", "broken")));
        assertThat(call.over()).isFalse();
        lines.subList(0, 7).forEach(line -> line.refused(ProblemType.UNAVAILABLE.detail("away", "away")));
        lines.get(7).refused(ProblemType.INTERNAL_ERROR.detail("broken", "broken"));
        assertThat(call.over()).isFalse();
        lines.get(8).refused(ProblemType.UNAVAILABLE.detail("away", "away"));
        assertThat(call.over()).isTrue();
    }
}
