package pk.rabta.notify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;
import pk.rabta.delivery.CallDeadline;

/**
 * One exchange with a receiver for which nobody vouches: all of it is over in time, however slowly it answers, and only
 * status and headers count. A body is not kept; a small one is read so that the connection can serve again.
 */
final class WebhookExchange implements ExecChainHandler {

    private static final long SMALL_BODY = 4096;

    private final Duration timeout;

    WebhookExchange(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        CallDeadline deadline = new CallDeadline(timeout, scope.execRuntime::discardEndpoint);
        try {
            ClassicHttpResponse answer = chain.proceed(request, scope);
            drop(answer.getEntity(), scope.execRuntime);
            answer.setEntity(null);
            return answer;
        } catch (IOException | HttpException | IllegalStateException cut) {
            if (deadline.passed()) {
                throw (IOException) new InterruptedIOException("no whole answer in time").initCause(cut);
            }
            throw cut;
        } finally {
            deadline.met();
        }
    }

    private static void drop(@Nullable HttpEntity body, ExecRuntime connection) {
        if (body == null) {
            return;
        }
        try {
            if (body.getContentLength() >= 0 && body.getContentLength() <= SMALL_BODY) {
                EntityUtils.consume(body);
                return;
            }
        } catch (IOException cut) {
            // The status was there, and is the answer; only the connection is of no use any more.
        }
        connection.discardEndpoint();
    }
}
