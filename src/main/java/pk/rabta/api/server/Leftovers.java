package pk.rabta.api.server;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Reads what is left of a body that nobody wanted, so that its sender comes to see the answer. Tomcat would read on for as
 * long as the sender likes; here the connection ends after a while, or after much.
 */
final class Leftovers extends ValveBase {

    private static final Duration TIME = Duration.ofSeconds(10);
    private static final long MOST = 16L * 1024 * 1024;

    Leftovers() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        // Who waits for "100 Continue" sends nothing. A route has its body already, see Bodies.
        if (request.isAsyncStarted() || request.isFinished() || request.getCoyoteRequest().hasExpectation()) {
            return;
        }
        if (response.getStatus() == HttpServletResponse.SC_REQUEST_TIMEOUT || !drained(request, response)) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private static boolean drained(Request request, Response response) {
        long end = System.nanoTime() + TIME.toNanos();
        long read = 0;
        Sink sink = new Sink();
        try {
            response.finishResponse();
            // Not by the request's stream, which is closed by now.
            int some = request.getCoyoteRequest().doRead(sink);
            while (some >= 0 && read <= MOST && System.nanoTime() - end < 0) {
                read += some;
                some = request.getCoyoteRequest().doRead(sink);
            }
            return some < 0;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Holds the bytes that Tomcat lends, until the next ones. */
    private static final class Sink implements ApplicationBufferHandler {

        private ByteBuffer lent = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            lent = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return lent;
        }

        @Override
        public void expand(int size) {
            // The buffer is Tomcat's.
        }
    }
}
