package pk.rabta.partner.sealed;

/** A sealed message that is not what was agreed. Its message says which rule it breaks, never what it holds. */
public class SealedRefused extends Exception {

    /** The rule. */
    public enum Reason {
        /** No compact JWE, such as a message in the clear, or a signature without encryption. */
        NOT_SEALED,
        /** Another algorithm than the agreed one, compression, or a header that must be understood and is not. */
        ALGORITHM,
        /** It does not open with the hub's key: sealed to another, or changed on its way. */
        NOT_FOR_US,
        /** What it holds is not signed by a key of the sender's that holds today. */
        UNSIGNED,
        /** It was signed for another receiver, or by another sender. */
        ADDRESS,
        /** It is older than the window, or from the future, or has no id. */
        STALE
    }

    private final Reason reason;

    SealedRefused(Reason reason) {
        super("the sealed message is refused: " + reason);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
