package pk.rabta.referral.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The model's own rules, written by hand from the specification of the lifecycle and never from the main code.
 * A line reads: from, actors, command, the steps with implied ones in brackets, the end; and what must hold.
 */
final class Rulebook {

    record Rule(String from, List<String> actors, String command, String steps, String to, List<String> conditions) {
    }

    private static final List<Rule> RULES = """
        WAITING                | HUB,VSO        | release     | T2b        | REQUESTED | met
        REQUESTED              | HUB,PARTNER    | acknowledge | T3         | RECEIVED  | sent
        REQUESTED              | PARTNER        | accept      | T4         | ACCEPTED  | sent
        REQUESTED              | VSO            | accept      | T4         | ACCEPTED  |
        REQUESTED              | PARTNER        | reject      | T5         | REJECTED  | sent
        REQUESTED              | PARTNER        | start       | (T4) T7    | IN_PROGRESS | sent
        REQUESTED              | PARTNER        | progress    | (T4) (T7)  | IN_PROGRESS | sent
        REQUESTED              | PARTNER        | resume      | (T4) (T7)  | IN_PROGRESS | sent
        REQUESTED              | PARTNER        | hold        | (T4) T9    | ON_HOLD   | sent
        REQUESTED              | PARTNER        | complete    | (T4) T10   | COMPLETED | sent
        REQUESTED              | PARTNER        | fail        | (T4) T12   | FAILED    | sent
        RECEIVED               | PARTNER,VSO    | accept      | T4         | ACCEPTED  |
        RECEIVED               | PARTNER        | reject      | T5         | REJECTED  |
        RECEIVED               | PARTNER        | start       | (T4) T7    | IN_PROGRESS |
        RECEIVED               | PARTNER        | progress    | (T4) (T7)  | IN_PROGRESS |
        RECEIVED               | PARTNER        | resume      | (T4) (T7)  | IN_PROGRESS |
        RECEIVED               | PARTNER        | hold        | (T4) T9    | ON_HOLD   |
        RECEIVED               | PARTNER        | complete    | (T4) T10   | COMPLETED |
        RECEIVED               | PARTNER        | fail        | (T4) T12   | FAILED    |
        ACCEPTED               | PARTNER        | unaccept    | T6         | RECEIVED  | fresh
        ACCEPTED               | PARTNER        | start       | T7         | IN_PROGRESS |
        ACCEPTED               | PARTNER        | progress    | (T7)       | IN_PROGRESS |
        ACCEPTED               | PARTNER        | resume      | (T7)       | IN_PROGRESS |
        IN_PROGRESS            | PARTNER        | progress    | T8         | IN_PROGRESS |
        ACCEPTED               | PARTNER        | hold        | T9         | ON_HOLD   |
        IN_PROGRESS            | PARTNER        | hold        | T9         | ON_HOLD   |
        ON_HOLD                | PARTNER        | resume      | T9         | IN_PROGRESS |
        ON_HOLD                | PARTNER        | start       | (T9)       | IN_PROGRESS |
        ON_HOLD                | PARTNER        | progress    | (T9)       | IN_PROGRESS |
        ACCEPTED               | PARTNER        | complete    | T10        | COMPLETED |
        IN_PROGRESS            | PARTNER        | complete    | T10        | COMPLETED |
        ON_HOLD                | PARTNER        | complete    | T10        | COMPLETED |
        ACCEPTED               | PARTNER        | reject      | T11        | REJECTED  |
        IN_PROGRESS            | PARTNER        | reject      | T11        | REJECTED  |
        ON_HOLD                | PARTNER        | reject      | T11        | REJECTED  |
        ACCEPTED               | PARTNER        | fail        | T12        | FAILED    |
        IN_PROGRESS            | PARTNER        | fail        | T12        | FAILED    |
        ON_HOLD                | PARTNER        | fail        | T12        | FAILED    |
        WAITING                | VSO,VICTIM,HUB | cancel      | T13        | CANCELLED |
        REQUESTED              | VSO,VICTIM,HUB | cancel      | T13        | CANCELLED | unsent
        REQUESTED              | VSO,VICTIM,HUB | cancel      | T14        | CANCELLATION_REQUESTED | sent
        RECEIVED               | VSO,VICTIM,HUB | cancel      | T14        | CANCELLATION_REQUESTED |
        ACCEPTED               | VSO,VICTIM,HUB | cancel      | T14        | CANCELLATION_REQUESTED |
        IN_PROGRESS            | VSO,VICTIM,HUB | cancel      | T14        | CANCELLATION_REQUESTED |
        ON_HOLD                | VSO,VICTIM,HUB | cancel      | T14        | CANCELLATION_REQUESTED |
        CANCELLATION_REQUESTED | PARTNER        | confirm-cancellation | T15 | CANCELLED |
        CANCELLATION_REQUESTED | HUB            | confirm-cancellation | T15 | CANCELLED | silent
        CANCELLATION_REQUESTED | HUB            | confirm-cancellation | T15 | CANCELLED | unsent
        CANCELLATION_REQUESTED | PARTNER        | reject      | T15b       | REJECTED  |
        CANCELLATION_REQUESTED | PARTNER        | fail        | T15b       | FAILED    |
        CANCELLATION_REQUESTED | PARTNER        | complete    | T16        | COMPLETED |
        WAITING                | HUB            | expire      | T17        | EXPIRED   | over
        REQUESTED              | HUB            | expire      | T17        | EXPIRED   | over,settled
        RECEIVED               | HUB            | expire      | T17        | EXPIRED   | over
        EXPIRED                | PARTNER        | accept      | T20        | ACCEPTED  | alone
        EXPIRED                | PARTNER        | reject      | T20        | REJECTED  | alone
        EXPIRED                | PARTNER        | complete    | T20        | COMPLETED | alone
        EXPIRED                | PARTNER        | start       | (T20) T7   | IN_PROGRESS | alone
        EXPIRED                | PARTNER        | progress    | (T20) (T7) | IN_PROGRESS | alone
        EXPIRED                | PARTNER        | resume      | (T20) (T7) | IN_PROGRESS | alone
        EXPIRED                | PARTNER        | hold        | (T20) T9   | ON_HOLD   | alone
        EXPIRED                | PARTNER        | fail        | (T20) T12  | FAILED    | alone
        """.lines().map(Rulebook::rule).toList();

    private static final Map<String, List<Rule>> BY_PLACE = RULES.stream()
        .collect(Collectors.groupingBy(rule -> rule.from() + " " + rule.command()));

    private Rulebook() {
    }

    /** Every rule as text, of a record's form. */
    static List<String> lines() {
        return RULES.stream().map(Rule::toString).toList();
    }

    /** The rule that applies here and now, if one does. */
    static Optional<Rule> rule(Model model, CommandKind kind, Actor actor) {
        if (kind == CommandKind.ENTER_IN_ERROR) {
            return actor == Actor.SUPERVISOR && model.status != ReferralStatus.ENTERED_IN_ERROR
                ? Optional.of(new Rule(model.status.name(), List.of("SUPERVISOR"), kind.word(), "T18",
                    "ENTERED_IN_ERROR", List.of())) : Optional.empty();
        }
        return BY_PLACE.getOrDefault(model.status.name() + " " + kind.word(), List.of()).stream()
            .filter(rule -> rule.actors().contains(actor.name()))
            .filter(rule -> rule.conditions().stream().allMatch(condition -> holds(condition, model))).findFirst();
    }

    private static boolean holds(String condition, Model model) {
        return switch (condition) {
            case "met" -> !model.preconditionOpen;
            case "sent" -> model.sent;
            case "unsent" -> !model.sent;
            case "fresh" -> model.acceptedAt != null && !model.workRecorded
                && Duration.between(model.acceptedAt, model.now).compareTo(Duration.ofHours(24)) <= 0;
            case "silent" -> model.cancelBy != null && model.now.compareTo(model.cancelBy) >= 0;
            case "over" -> model.escalated && model.expireAt != null && model.now.compareTo(model.expireAt) >= 0;
            case "settled" -> !model.inFlight;
            case "alone" -> !model.successor;
            default -> throw new IllegalArgumentException(condition);
        };
    }

    private static Rule rule(String line) {
        String[] cells = Stream.of(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
        List<String> conditions = cells[5].isEmpty() ? List.of() : List.of(cells[5].split(","));
        return new Rule(cells[0], List.of(cells[1].split(",")), cells[2], cells[3], cells[4], conditions);
    }
}
