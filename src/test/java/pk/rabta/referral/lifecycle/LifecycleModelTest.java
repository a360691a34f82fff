package pk.rabta.referral.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import pk.rabta.referral.lifecycle.Decision.Allowed;
import pk.rabta.referral.lifecycle.Decision.Applied;
import pk.rabta.referral.lifecycle.Decision.Illegal;
import pk.rabta.referral.lifecycle.Decision.Recorded;
import pk.rabta.referral.lifecycle.Decision.Unchanged;

/** Random lives of referrals, each decision compared with the model's own rules. */
class LifecycleModelTest {

    record Move(Model.Circumstance circumstance, CommandKind command, Actor actor) {
    }

    @Property(tries = 2000)
    void everyDecisionIsAsTheRulesSay(@ForAll boolean preconditionOpen, @ForAll("lives") List<Move> life) {
        Model model = new Model(preconditionOpen);
        for (Move move : life) {
            model.meet(move.circumstance());
            ReferralStatus before = model.status;
            Optional<Rulebook.Rule> rule = Rulebook.rule(model, move.command(), move.actor());
            switch (decide(model, move.command(), move.actor())) {
                case Applied applied -> applied(model, rule, applied);
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
    }

    @Provide
    Arbitrary<List<Move>> lives() {
        Arbitrary<Actor> actors = Arbitraries.frequency(Tuple.of(6, Actor.PARTNER), Tuple.of(4, Actor.HUB),
            Tuple.of(2, Actor.VSO), Tuple.of(1, Actor.VICTIM), Tuple.of(1, Actor.SUPERVISOR));
        return Combinators.combine(Arbitraries.of(Model.Circumstance.class), Arbitraries.of(CommandKind.class), actors)
            .as(Move::new).list().ofMinSize(1).ofMaxSize(60);
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
        List<String> legal = Stream.of(CommandKind.values())
            .flatMap(kind -> Rulebook.rule(model, kind, move.actor()).stream())
            .map(found -> found.command() + " " + found.to()).toList();
        assertThat(illegal.allowed()).extracting(LifecycleModelTest::words).containsExactlyInAnyOrderElementsOf(legal);
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
