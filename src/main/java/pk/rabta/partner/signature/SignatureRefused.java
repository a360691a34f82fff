package pk.rabta.partner.signature;

import java.io.Serial;

/** A signature that does not prove who sent a message. The text says which rule it broke and quotes nothing. */
public final class SignatureRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What is wrong, as far as the sender may know. */
    public enum Cause {
        /** There is none. */
        MISSING,
        /** It is malformed, expired, by an unknown key, or not of this message. */
        INVALID,
        /** The partner's keys cannot be fetched just now: the message may be sent again later. */
        KEY_UNAVAILABLE
    }

    private final Cause reason;

    SignatureRefused(Cause reason, String message) {
        super(message);
        this.reason = reason;
    }

    static SignatureRefused invalid(String message) {
        return new SignatureRefused(Cause.INVALID, message);
    }

    public Cause reason() {
        return reason;
    }
}
