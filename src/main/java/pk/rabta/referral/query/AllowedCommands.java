package pk.rabta.referral.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pk.rabta.api.Caller;
import pk.rabta.referral.Referral;
import pk.rabta.referral.lifecycle.Actor;
import pk.rabta.referral.lifecycle.CommandKind;
import pk.rabta.referral.lifecycle.Decision.Allowed;
import pk.rabta.referral.lifecycle.Lifecycle;
import pk.rabta.referral.lifecycle.LifecycleSettings;

/** The commands that a caller may give now and that the API has an operation for. */
public final class AllowedCommands {

    /** Releasing follows from confirmed preconditions, accepting for a partner is not offered to tools, see ADR 61. */
    private static final Set<CommandKind> TOOL = Set.of(CommandKind.CANCEL, CommandKind.ENTER_IN_ERROR);

    private AllowedCommands() {}

    /** Their words, such as {@code cancel}. */
    public static List<String> of(Referral referral, boolean replaced, Caller caller, Instant now) {
        if (caller.partner() != null) {
            return words(referral, replaced, Actor.PARTNER, now);
        }
        List<String> words = new ArrayList<>(words(referral, replaced, Actor.VSO, now));
        if (caller.has("referrals:correct")) {
            words.addAll(words(referral, replaced, Actor.SUPERVISOR, now));
        }
        return words;
    }

    private static List<String> words(Referral referral, boolean replaced, Actor actor, Instant now) {
        return Lifecycle.allowed(referral.lifecycle(false, replaced, false), actor, now, LifecycleSettings.DEFAULTS).stream()
                .map(Allowed::command).filter(kind -> actor == Actor.PARTNER || TOOL.contains(kind))
                .map(CommandKind::word).distinct().toList();
    }
}
