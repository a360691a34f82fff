package pk.rabta.connector;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import pk.rabta.delivery.CallDeadline;
import pk.rabta.delivery.TimedAnswer;

/**
 * A call holds a thread, so once it is connected it comes to its end in time, head and body, even if there is never long
 * without a byte.
 */
final class AnswerTime implements ExecChainHandler {

    private final Duration longest;

    /** @param longest from the moment that the call is connected to the end of its answer */
    AnswerTime(Duration longest) {
        this.longest = longest;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        CallDeadline deadline = new CallDeadline(longest, scope.execRuntime::discardEndpoint);
        try {
            ClassicHttpResponse answer = chain.proceed(request, scope);
            if (answer.getEntity() == null) {
                deadline.met();
            } else {
                answer.setEntity(new ReadThrough(answer.getEntity(), body -> new TimedAnswer(body, deadline)));
            }
            return answer;
        } catch (IOException | HttpException | RuntimeException e) {
            if (deadline.passed()) {
                throw TimedAnswer.late(e);
            }
            deadline.met();
            throw e;
        }
    }
}
