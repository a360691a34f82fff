package pk.rabta.referral.lifecycle;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of command; the word is what contracts and problems call it. */
public enum CommandKind {
    RELEASE, ACKNOWLEDGE, ACCEPT, UNACCEPT, REJECT, START, PROGRESS, HOLD, RESUME, COMPLETE, FAIL,
    CANCEL, CONFIRM_CANCELLATION, EXPIRE, ENTER_IN_ERROR;

    /** Such as {@code confirm-cancellation}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that word, if there is one. */
    public static Optional<CommandKind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
