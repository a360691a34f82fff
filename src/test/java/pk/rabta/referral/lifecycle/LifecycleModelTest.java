package pk.rabta.referral.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pk.rabta.random.Tries;
import pk.rabta.referral.lifecycle.Decision.Allowed;
import pk.rabta.referral.lifecycle.Decision.Applied;
import pk.rabta.referral.lifecycle.Decision.Illegal;
import pk.rabta.referral.lifecycle.Decision.Recorded;
import pk.rabta.referral.lifecycle.Decision.Unchanged;

/** Random lives of referrals, each decision compared with the model's own rules. */
class LifecycleModelTest {

    record Move(Model.Circumstance circumstance, CommandKind command, Actor actor) {
    }

    private static final int TRIES = 4000;
    private static final int LONGEST = 60;
    private static final List<ReferralStatus> OPEN = List.of(ReferralStatus.WAITING, ReferralStatus.REQUESTED,
        ReferralStatus.RECEIVED, ReferralStatus.ACCEPTED, ReferralStatus.IN_PROGRESS, ReferralStatus.ON_HOLD,
        ReferralStatus.CANCELLATION_REQUESTED, ReferralStatus.EXPIRED);
    private static final List<CommandKind> COMMANDS = List.of(CommandKind.values());
    private static final List<Model.Circumstance> CIRCUMSTANCES = List.of(Model.Circumstance.values());
    /** As often as they act: a partner most. */
    private static final List<Actor> ACTORS = List.of(Actor.PARTNER, Actor.PARTNER, Actor.PARTNER, Actor.PARTNER,
        Actor.PARTNER, Actor.PARTNER, Actor.HUB, Actor.HUB, Actor.HUB, Actor.HUB, Actor.VSO, Actor.VSO, Actor.VICTIM,
        Actor.SUPERVISOR);

    @Test
    void everyDecisionIsAsTheRulesSay() {
        Set<String> used = new HashSet<>();
        Tries.run(TRIES, random -> live(random, used));

        // Lives that never get anywhere would agree with any rules. Not all: chance may leave one out.
        assertThat(Rulebook.lines().stream().filter(used::contains).count()).as("rules used of %s", Rulebook.lines())
            .isGreaterThan(Rulebook.lines().size() * 9 / 10);
    }

    private static void live(Random random, Set<String> used) {
        Model model = random.nextBoolean() ? new Model(random.nextBoolean()) : Model.amid(any(random, OPEN), random);
        List<Move> life = new ArrayList<>();
        // Each life knows its own few commands: where all are as likely, hardly any gets to the far ends.
        List<CommandKind> commands = some(random, COMMANDS);
        List<Model.Circumstance> circumstances = some(random, CIRCUMSTANCES);
        int moves = 1 + random.nextInt(LONGEST);
        while (life.size() < moves) {
            Move move = new Move(any(random, circumstances), any(random, commands), any(random, ACTORS));
            life.add(move);
            try {
                move(model, move, used);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(e.getMessage() + System.lineSeparator() + "at the end of " + life, e);
            }
        }
    }

    private static void move(Model model, Move move, Set<String> used) {
        model.meet(move.circumstance());
        ReferralStatus before = model.status;
        Optional<Rulebook.Rule> rule = Rulebook.rule(model, move.command(), move.actor());
        switch (decide(model, move.command(), move.actor())) {
            case Applied applied -> {
                applied(model, rule, applied);
                used.add(rule.orElseThrow().toString());
            }
            case Illegal illegal -> refused(model, rule, move, illegal);
            case Unchanged unchanged -> assertThat(rule).as(unchanged.why().en()).isEmpty();
            case Recorded recorded -> {
                assertThat(rule).as(recorded.why().en()).isEmpty();
                assertThat(before).isEqualTo(ReferralStatus.EXPIRED);
                assertThat(model.successor).isTrue();
            }
        }
        endsStay(before, model.status);
        endsSayWhy(model);
    }

    /** Some of them, in any order. */
    private static <T> List<T> some(Random random, List<T> values) {
        List<T> mixed = new ArrayList<>(values);
        Collections.shuffle(mixed, random);
        return mixed.subList(0, 1 + random.nextInt(mixed.size()));
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static void applied(Model model, Optional<Rulebook.Rule> rule, Applied applied) {
        assertThat(rule).as("a rule for %s", applied).isPresent();
        assertThat(applied.steps().stream().map(step -> step.implied() ? "(" + step.transition() + ")"
            : step.transition()).collect(Collectors.joining(" "))).isEqualTo(rule.get().steps());
        ReferralStatus at = model.status;
        for (Step step : applied.steps()) {
            assertThat(step.from()).isEqualTo(at);
            at = step.to();
        }
        assertThat(at.name()).isEqualTo(rule.get().to());
        model.apply(applied);
    }

    private static void refused(Model model, Optional<Rulebook.Rule> rule, Move move, Illegal illegal) {
        assertThat(rule).as("%s of %s while %s: %s", move.command(), move.actor(), model.status, illegal).isEmpty();
        assertThat(illegal.current()).isEqualTo(model.status);
        assertThat(illegal.whatToDo().en()).isNotBlank();
        List<String> legal = COMMANDS.stream().flatMap(kind -> Rulebook.rule(model, kind, move.actor()).stream())
            .map(found -> found.command() + " " + found.to()).sorted().toList();
        assertThat(illegal.allowed().stream().map(LifecycleModelTest::words).sorted().toList()).isEqualTo(legal);
    }

    private static void endsStay(ReferralStatus before, ReferralStatus after) {
        if (before.terminal() && before != after) {
            assertThat(after == ReferralStatus.ENTERED_IN_ERROR || before == ReferralStatus.EXPIRED)
                .as("%s became %s", before, after).isTrue();
        }
    }

    private static void endsSayWhy(Model model) {
        if (model.status == ReferralStatus.COMPLETED) {
            assertThat(model.outcome).isNotNull();
        }
        if (model.status == ReferralStatus.REJECTED || model.status == ReferralStatus.FAILED) {
            assertThat(model.reason).isNotNull();
        }
    }

    private static String words(Allowed allowed) {
        return allowed.command().word() + " " + allowed.to();
    }

    private static Decision decide(Model model, CommandKind kind, Actor actor) {
        return Lifecycle.decide(model.state(), Situations.command(kind), actor, model.now, LifecycleSettings.DEFAULTS);
    }
}
