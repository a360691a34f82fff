package pk.rabta.referral.exchange;

/** How a partner's message comes to be applied. */
public enum Came {
    /** It just came, or was refused before and the partner says it again. */
    AT_ONCE,
    /** It was archived, and waited here: its partner was told that the hub has it, or asked for nothing. */
    WAITED,
    /** It was not understood when it came. */
    PARKED
}
