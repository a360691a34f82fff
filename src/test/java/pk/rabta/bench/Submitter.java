package pk.rabta.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.process.HubProcess;

/** One caller on one kept connection, with as little work of its own as HTTP allows: it shares the hub's cores. */
final class Submitter implements Closeable {

    private final URI hub;
    private final String head;
    private Socket socket;
    private InputStream in;
    private boolean closing;

    Submitter(URI hub, String query, String token) throws IOException {
        this.hub = hub;
        connect();
        head = "POST /v1/referrals" + query + " HTTP/1.1\r\nHost: " + hub.getAuthority() + "\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nAccept: application/json\r\n";
    }

    /** Eight officers at most submit them all. */
    static void all(SandboxEnvironment sandbox, HubProcess hub, String query, List<String> bodies) {
        String token = HubClient.of(sandbox, hub.url(), "VSO").request("/").build().headers()
                .firstValue("Authorization").orElseThrow().substring("Bearer ".length());
        Clients.run(Math.min(8, bodies.size()), 0, bodies.size(), () -> {
            Submitter submitter = new Submitter(hub.url(), query, token);
            return new Clients.Client() {

                @Override
                public void work(int piece) throws Exception {
                    submitter.submit(bodies.get(piece));
                }

                @Override
                public void close() throws Exception {
                    submitter.close();
                }
            };
        });
    }

    private void connect() throws IOException {
        socket = new Socket(hub.getHost(), hub.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Submits and reads the whole answer. @throws IllegalStateException where it is neither 200 nor 202 */
    void submit(String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        byte[] start = (head + "Idempotency-Key: " + UUID.randomUUID() + "\r\nContent-Length: " + content.length
                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[start.length + content.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(content, 0, request, start.length, content.length);
        if (closing) {
            // The server ends a connection after a number of requests, and says so.
            socket.close();
            connect();
        }
        socket.getOutputStream().write(request);
        String status = line();
        String answer = answer();
        if (!status.contains(" 202") && !status.contains(" 200")) {
            throw new IllegalStateException(status + " " + answer);
        }
    }

    private String answer() throws IOException {
        int length = 0;
        boolean chunked = false;
        closing = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(java.util.Locale.ROOT);
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
            closing |= lower.equals("connection: close");
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
            }
        }
        if (!chunked) {
            return new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = chunk(); size > 0; size = chunk()) {
            all.write(in.readNBytes(size));
            line();
        }
        line();
        return all.toString(StandardCharsets.UTF_8);
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().replaceFirst(";.*", ""), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("The hub closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
