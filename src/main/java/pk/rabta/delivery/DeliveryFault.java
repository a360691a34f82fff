package pk.rabta.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Set;
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

    /** The message could not be made. An answer that cannot be read has another word: the partner has the message. */
    static final String MAPPING = "mapping";
    /** What came in place of an answer is no document of the protocol: nobody knows whether the message arrived. */
    public static final String ANSWER_BROKEN = "answer-broken";
    /** It stood in a list that did not leave with it, or was not in time after its claim. */
    static final String TAKEN_BACK = "taken-back";
    /** A list that it stood in had begun to leave, and was made anew: lists keep their order. */
    static final String UPLOAD_UNDONE = "upload-undone";
    /** No key of the partner's to seal to holds any more. */
    public static final String KEY_EXPIRED = "key-expired";
    /** Nobody answered in the time that the profile gives. */
    public static final String TIMEOUT = "timeout";
    /** No connection stood in that time. */
    public static final String CONNECT_TIMEOUT = "connect-timeout";
    /** The token endpoint gave no connection, or no answer, in the time that the hub waits for one. */
    public static final String TOKEN_TIMEOUT = "token-timeout";
    /** Why a message was parked that the hub must mend; all others are the partner's to mend. */
    static final Set<String> HUB_FAULTS = Set.of(MAPPING, "hub-error");
    /** Codes that only the steps before the first byte give, or who took the message back from there. */
    private static final Set<String> UNSENT = Set.of(MAPPING, TAKEN_BACK, "unreachable", CONNECT_TIMEOUT, "unknown-host",
            "token-unreachable", TOKEN_TIMEOUT, "token-refused", "token-unknown-host", "token-tls", KEY_EXPIRED, Outbox.WITHHELD);

    private final Kind kind;
    private final String code;
    private final @Nullable Integer status;
    private final @Nullable Duration retryAfter;
    private final transient List<String> detail;

    public DeliveryFault(Kind kind, String code, String message, @Nullable Throwable cause) {
        this(kind, code, message, null, null, cause);
    }

    public DeliveryFault(Kind kind, String code, String message, @Nullable Integer status,
                         @Nullable Duration retryAfter, @Nullable Throwable cause) {
        this(kind, code, message, status, retryAfter, List.of(), cause);
    }

    private DeliveryFault(Kind kind, String code, String message, @Nullable Integer status,
                          @Nullable Duration retryAfter, List<String> detail, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
        this.status = status;
        this.retryAfter = retryAfter;
        this.detail = detail;
    }

    /** A mapping refused the message, or the partner's answer: {@code detail} says where. */
    static DeliveryFault unmapped(String code, List<String> detail, Throwable cause) {
        return new DeliveryFault(Kind.PARK, code, "a mapping refused it", null, null, detail, cause);
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the attempt ended before a byte of the message can have reached the partner. False where in doubt. */
    public boolean unsent() {
        return UNSENT.contains(code);
    }

    /** Where a message or an answer failed its mapping: places and names of fields, never a value. */
    public List<String> detail() {
        return detail;
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
