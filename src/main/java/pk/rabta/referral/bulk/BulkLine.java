package pk.rabta.referral.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Problem;

/** One line and what became of it. */
public final class BulkLine {

    private final BulkCall call;
    private final int number;
    private final @Nullable String key;
    private final @Nullable JsonNode referral;
    private volatile @Nullable ApiAnswer answer;
    private volatile @Nullable Problem problem;

    /**
     * @param number   its place in the body, from 1
     * @param key      the idempotency key that it names
     * @param referral the submission that it holds
     * @param problem  what is wrong with the line itself; null where it can be taken
     */
    BulkLine(BulkCall call, int number, @Nullable String key, @Nullable JsonNode referral, @Nullable Problem problem) {
        this.call = call;
        this.number = number;
        this.key = key;
        this.referral = referral;
        this.problem = problem;
    }

    int number() {
        return number;
    }

    @Nullable String key() {
        return key;
    }

    @Nullable JsonNode referral() {
        return referral;
    }

    @Nullable ApiAnswer answer() {
        return answer;
    }

    @Nullable Problem problem() {
        return problem;
    }

    /** The call that brought it. */
    ApiRequest request() {
        return call.request();
    }

    /** Whose line it is: lines of one person are taken in their order. A line that names nobody stands for itself. */
    Object person() {
        String id = referral == null ? "" : referral.at("/victim/registryId").asText();
        return id.isEmpty() ? this : id;
    }

    void accepted(ApiAnswer given) {
        answer = given;
        call.accepted();
    }

    void refused(Problem why) {
        problem = why;
        call.refused(why);
    }
}
