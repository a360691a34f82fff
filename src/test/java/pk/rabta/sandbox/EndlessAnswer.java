package pk.rabta.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that answers with a head, and then with the same bytes again and again until nobody listens. */
public final class EndlessAnswer implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param pause between one time and the next */
    public EndlessAnswer(String head, byte[] forEver, Duration pause) throws IOException {
        Thread.ofVirtual().start(() -> {
            try (Socket call = listening.accept(); OutputStream out = call.getOutputStream()) {
                call.getInputStream().read();
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                do {
                    out.write(forEver);
                    out.flush();
                } while (!closed.await(forEver.length == 0 ? 60_000 : pause.toMillis(), TimeUnit.MILLISECONDS));
            } catch (IOException | InterruptedException over) {
                // The caller went away, as it should.
            }
        });
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/endless");
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listening.close();
    }
}
