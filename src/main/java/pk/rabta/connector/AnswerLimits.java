package pk.rabta.connector;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import pk.rabta.delivery.DeliveryFault;

/** A partner's answer is held in memory, so it has a largest size, counted after it was unpacked. */
final class AnswerLimits implements ExecChainHandler {

    /** Of any answer; one to a message may have less, but a poll brings many at once. */
    static final long BYTES = 32L * 1024 * 1024;

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse answer;
        try {
            answer = chain.proceed(request, scope);
        } catch (IOException | HttpException | RuntimeException e) {
            // What unpacks an answer keeps the connection of one that it refuses (CVE-2026-64607): a hundred were all there are.
            scope.execRuntime.discardEndpoint();
            throw e;
        }
        if (answer.getEntity() != null) {
            answer.setEntity(new ReadThrough(answer.getEntity(), body -> new Counted(body, scope.execRuntime)));
        }
        return answer;
    }

    private static final class Counted extends FilterInputStream {

        private final ExecRuntime call;
        private long left = BYTES;

        Counted(InputStream in, ExecRuntime call) {
            super(in);
            this.call = call;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some = super.read(into, offset, length);
            count(some);
            return some;
        }

        /** As of every answer that is too large, see {@link pk.rabta.delivery.DispatchSteps#answered}. */
        private void count(int bytes) {
            left -= Math.max(bytes, 0);
            if (left < 0) {
                // Else closing the answer would read it to an end that may never come.
                call.discardEndpoint();
                throw new DeliveryFault(DeliveryFault.Kind.IN_DOUBT, "answer-too-large", "the answer is too large",
                        null);
            }
        }
    }
}
