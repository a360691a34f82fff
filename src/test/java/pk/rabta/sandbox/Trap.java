package pk.rabta.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** An address that a message names and that nobody should call: it counts who does, and answers nothing. */
public final class Trap implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger calls = new AtomicInteger();

    public Trap() throws IOException {
        Thread.ofVirtual().start(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket call = listening.accept();
                    // Counted first: who is hung up on may be done before this thread goes on.
                    calls.incrementAndGet();
                    call.close();
                } catch (IOException closed) {
                    // The test is over.
                }
            }
        });
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/trap");
    }

    public int calls() {
        return calls.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
