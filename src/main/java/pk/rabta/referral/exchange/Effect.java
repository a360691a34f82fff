package pk.rabta.referral.exchange;

import org.jspecify.annotations.Nullable;
import pk.rabta.referral.lifecycle.Decision;

/**
 * What one canonical update did.
 *
 * @param referralId the referral it is about, where one was found
 * @param decision   what the lifecycle decided, where it was asked
 */
public record Effect(Kind kind, @Nullable String referralId, @Nullable Decision decision) {

    /** How an update ended. */
    public enum Kind {
        /** The referral, or what is known of it, changed. */
        APPLIED,
        /** It was so already. */
        UNCHANGED,
        /** Kept in the history, changes nothing. */
        RECORDED,
        /** This event of the partner was handled before, or the same news by another way. */
        REPEATED,
        /** It was meant for another version of the referral. */
        STALE,
        /** The lifecycle forbids it. */
        ILLEGAL,
        /** No referral of this partner has that id or reference. */
        UNKNOWN
    }

    /** Whether the partner should be told that it did not count. */
    public boolean refused() {
        return kind == Kind.ILLEGAL || kind == Kind.STALE || kind == Kind.UNKNOWN;
    }
}
