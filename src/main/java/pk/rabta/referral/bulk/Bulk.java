package pk.rabta.referral.bulk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Faults;
import pk.rabta.api.Language;
import pk.rabta.api.Lines;
import pk.rabta.api.Problem;
import pk.rabta.api.SingleCalls;
import pk.rabta.referral.bulk.BulkCall.Totals;

/**
 * The steps of a call with many submissions. Nothing is kept of the call itself: each line is stored, or not, as a single
 * submission with its key is, so the same body may be sent again whatever became of the first call.
 */
@Component("bulk")
public class Bulk {

    private static final Logger LOG = LoggerFactory.getLogger(Bulk.class);
    /** The operation that a line stands for: the same keys, so that a line may be repeated as a single call. */
    private static final String SINGLE = "submitReferral";
    /** A key as the contract has it; any other is not shown back. */
    private static final Pattern KEY = Pattern.compile("[!-~]{8,128}");

    private final SingleCalls calls;
    private final int lanes;

    Bulk(SingleCalls calls, BulkWorkers.Settings settings) {
        this.calls = calls;
        this.lanes = settings.workers();
    }

    /** The windows of a call's lines. */
    public BulkCall begin(ApiRequest request, Lines lines) {
        return new BulkCall(request, lines, lanes);
    }

    /** What a line asks for. @throws pk.rabta.api.ProblemException what it breaks of the contract */
    public ApiRequest request(BulkLine line) {
        return calls.request(SINGLE, line.request(), line.key(), line.referral());
    }

    /** A line was accepted, now or before. */
    public void accepted(BulkLine line, ApiAnswer answer) {
        line.accepted(answer);
    }

    /** A line was not accepted, and stores nothing. */
    public void refused(BulkLine line, Throwable why) {
        line.refused(Faults.problem(why, SINGLE, LOG));
    }

    /** The results of a window, a line for each, in the order of the body; what was not reached has none. */
    public byte[] results(Window window) {
        Language language = window.call().request().language();
        StringBuilder text = new StringBuilder();
        int[] counts = new int[3];
        for (BulkLine line : window.lines()) {
            ApiAnswer answer = line.answer();
            Problem problem = line.problem();
            if (answer != null) {
                boolean repeated = answer.headers().containsKey("Idempotency-Replayed");
                counts[repeated ? 1 : 0]++;
                ObjectNode result = result(line, answer.status()).put("repeated", repeated);
                result.set("answer", answer.body());
                text.append(result).append('\n');
            } else if (problem != null) {
                counts[2]++;
                text.append(refusal(line, problem, language)).append('\n');
            }
        }
        window.call().count(new Totals(counts[0], counts[1], counts[2]));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The last line: an answer without it is not whole. */
    public byte[] totals(BulkCall call) {
        Totals totals = call.totals();
        String client = call.request().caller().clientId();
        LOG.info("lines of {}: {} answered, {} accepted, {} before, {} refused", client, totals.lines(), totals.accepted(),
                totals.repeated(), totals.refused());
        return (JsonNodeFactory.instance.objectNode().put("lines", totals.lines()).put("accepted", totals.accepted())
                .put("repeated", totals.repeated()).put("refused", totals.refused()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode refusal(BulkLine line, Problem problem, Language language) {
        ObjectNode result = result(line, problem.type().status());
        String wait = problem.headers().get("Retry-After");
        if (wait != null) {
            result.put("retryAfter", Integer.parseInt(wait));
        }
        result.set("problem", problem.json(language));
        return result;
    }

    private static ObjectNode result(BulkLine line, int status) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("line", line.number());
        @Nullable String key = line.key();
        if (key != null && KEY.matcher(key).matches()) {
            result.put("idempotencyKey", key);
        }
        return result.put("status", status);
    }
}
