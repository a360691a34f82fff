package pk.rabta.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why an attempt failed, and so what happens next. Its message holds codes, never what was sent or answered. */
public class DeliveryFault extends RuntimeException {

    /** What a fault means for the message. */
    public enum Kind {
        /** Try again later. */
        RETRY,
        /** Nobody knows whether it arrived; the profile's {@code in-doubt} decides. */
        IN_DOUBT,
        /** Sending it again would fail again: a person must look. */
        PARK,
        /** The partner, not the message, is at fault (credentials, TLS, name): pause it. */
        PARTNER,
        /** The partner has had this message before. */
        ALREADY_RECEIVED
    }

    private final Kind kind;
    private final String code;
    private final @Nullable Integer status;
    private final @Nullable Duration retryAfter;

    public DeliveryFault(Kind kind, String code, String message, @Nullable Throwable cause) {
        this(kind, code, message, null, null, cause);
    }

    public DeliveryFault(Kind kind, String code, String message, @Nullable Integer status,
                         @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** A stable word such as {@code http-503}, {@code connect-refused}, {@code mapping}. */
    public String code() {
        return code;
    }

    /** The transport's own status, if there was one. */
    public @Nullable Integer status() {
        return status;
    }

    /** What the partner asked us to wait. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
