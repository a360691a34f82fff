package pk.rabta.batch.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.batch.layout.BatchLayouts;
import pk.rabta.delivery.Destinations;
import pk.rabta.delivery.DirectCalls;
import pk.rabta.delivery.FirstInLine;
import pk.rabta.delivery.OpenDestinations;
import pk.rabta.invariant.Invariant;
import pk.rabta.invariant.Violation;

/**
 * What is for a list comes to the partner: taken while a run of the schedule is to begin or under way, put into a list,
 * uploaded, named. Of each step the first is looked at; if it stays the first, it is stuck. Not at a partner that is paused,
 * or whose server has not answered for as long.
 */
@Component
class ListsGoOut implements Invariant {

    private static final Duration BOUND = Duration.ofMinutes(30);

    /** One step of a list's way; {@code found} says what does not happen. */
    private record Step(String found, String first) {}

    private static final Step TAKEN = new Step("a run is due and nobody takes what is for it", """
            select id from delivery where destination = :partner and state = 'PUBLISHED' order by sequence limit 1""");
    private static final List<Step> OTHERS = List.of(
            new Step("rows wait for a list and none is sealed", """
                    select delivery_id from batch_pending where partner_id = :partner order by delivery_id limit 1"""),
            new Step("a list that is sealed is not uploaded", """
                    select id from batch_file where partner_id = :partner and direction = 'OUT'
                      and state in ('SEALED', 'UPLOADING') order by created_at limit 1"""),
            new Step("a list that is uploaded does not get its name", """
                    select id from batch_file where partner_id = :partner and direction = 'OUT'
                      and state = 'UPLOADED' order by created_at limit 1"""));

    private final BatchLayouts layouts;
    private final BatchRun runs;
    private final Destinations destinations;
    private final OpenDestinations open;
    private final DirectCalls calls;
    private final JdbcClient jdbc;
    private final FirstInLine line = new FirstInLine(Duration.ZERO);

    ListsGoOut(BatchLayouts layouts, BatchRun runs, Destinations destinations, OpenDestinations open, DirectCalls calls,
            JdbcClient jdbc) {
        this.layouts = layouts;
        this.runs = runs;
        this.destinations = destinations;
        this.open = open;
        this.calls = calls;
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "lists-go-out";
    }

    @Override
    public String meaning() {
        return "what is for a list is taken in its run, sealed, uploaded and named, each within half an hour";
    }

    @Override
    public String repair() {
        return "Routes in GET /v1/admin/routes: for what is not taken batch-lists, which opens deliver-<partner>; not sealed or"
                + " uploaded, send-<partner>; not named, rename-<partner>. Where one is stopped, restart that node. Where it"
                + " runs, its lines in the log say what it fails by, and whether the partner's server is why. Nothing is lost";
    }

    @Override
    public List<Violation> violations(Instant now, List<String> known) {
        List<Violation> found = new ArrayList<>();
        for (String partner : layouts.withLists()) {
            List<String> stuck = destinations.get(partner).paused() || !answers(partner, now) ? List.of()
                    : steps(partner, now).stream().filter(step -> standing(partner, step, now)).map(Step::found).toList();
            if (!stuck.isEmpty()) {
                found.add(open.violation(partner, String.join("; ", stuck)));
            }
        }
        line.looked(now);
        return found;
    }

    private List<Step> steps(String partner, Instant now) {
        List<Step> steps = new ArrayList<>(OTHERS);
        if (open.open(partner, now) && runs.expected(partner, now)) {
            steps.addFirst(TAKEN);
        }
        return steps;
    }

    /** A server that fails now and then is not away. */
    private boolean answers(String partner, Instant now) {
        DirectCalls.State state = calls.get(partner);
        @Nullable Instant last = state.answeredAt();
        return state.failures() == 0 || last != null && last.isAfter(now.minus(BOUND));
    }

    private boolean standing(String partner, Step step, Instant now) {
        Optional<UUID> first = jdbc.sql(step.first()).param("partner", partner).query(UUID.class).optional();
        return first.filter(id -> line.standing(partner + ": " + step.found(), id, now).compareTo(BOUND) > 0).isPresent();
    }
}
