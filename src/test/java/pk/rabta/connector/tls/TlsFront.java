package pk.rabta.connector.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Ends TLS before a simulator, as a department's own proxy does; its certificate can be changed while it runs. */
final class TlsFront implements AutoCloseable {

    private final int target;
    private final ServerSocket door;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> protocols = new CopyOnWriteArrayList<>();
    private volatile SSLContext certificate;

    TlsFront(int target, SSLContext certificate) throws IOException {
        this.target = target;
        this.certificate = certificate;
        this.door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    /** What new connections are shown; those that stand are cut. */
    void show(SSLContext other) throws IOException {
        certificate = other;
        for (Socket caller : open) {
            caller.close();
        }
        open.clear();
    }

    /** The protocol of each finished handshake. */
    List<String> protocols() {
        return List.copyOf(protocols);
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket plain = door.accept();
                Thread.ofVirtual().start(() -> connect(plain));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket plain) {
        try (SSLSocket caller = (SSLSocket) certificate.getSocketFactory().createSocket(plain, null, true);
                Socket service = new Socket(InetAddress.getByName("127.0.0.1"), target)) {
            open.add(plain);
            caller.setUseClientMode(false);
            caller.startHandshake();
            protocols.add(caller.getSession().getProtocol());
            Thread back = Thread.ofVirtual().start(() -> copy(service, caller));
            copy(caller, service);
            back.join();
        } catch (IOException e) {
            // The caller did not like the certificate: that is what the tests are about.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            try {
                to.close();
            } catch (IOException closed) {
                // Nothing is left to close.
            }
        }
    }
}
