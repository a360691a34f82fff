package pk.rabta.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.jspecify.annotations.Nullable;

/** The bytes that a simulator received, kept from when a test wants them until it takes them. */
public final class Received {

    /** One arrival: what it was, in a word or two without personal data, and its bytes as they came. */
    public record Arrival(String what, byte[] bytes) {}

    private static final int OVERLAP = 1000;

    private final List<Arrival> arrivals = new ArrayList<>();
    private boolean wanted;

    /** From now on arrivals are kept: somebody takes them. */
    public synchronized void want() {
        wanted = true;
    }

    /** What arrived since the last time. */
    public synchronized List<Arrival> take() {
        List<Arrival> taken = List.copyOf(arrivals);
        arrivals.clear();
        return taken;
    }

    synchronized void add(String what, byte[] bytes) {
        if (wanted) {
            arrivals.add(new Arrival(what, bytes));
        }
    }

    /** A request with its line and its headers. */
    void add(HttpExchange exchange, byte[] body) {
        StringBuilder head = new StringBuilder(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\r\n");
        exchange.getRequestHeaders().forEach((name, values) ->
                values.forEach(value -> head.append(name).append(": ").append(value).append("\r\n")));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(body);
        add("request " + exchange.getRequestMethod(), whole.toByteArray());
    }

    /** Names and contents of files as a client writes them, those included that it renames or deletes again. */
    SftpEventListener files() {
        return new SftpEventListener() {

            /** Of what a handle wrote: a value may stand across two parts. */
            private final Map<String, byte[]> ends = new ConcurrentHashMap<>();

            @Override
            public void written(ServerSession session, String handle, FileHandle file, long offset, byte[] data,
                    int from, int length, @Nullable Throwable problem) {
                byte[] before = ends.getOrDefault(handle, new byte[0]);
                byte[] part = Arrays.copyOf(before, before.length + length);
                System.arraycopy(data, from, part, before.length, length);
                ends.put(handle, Arrays.copyOfRange(part, Math.max(0, part.length - OVERLAP), part.length));
                add("content of a file", part);
                name(file.getFile());
            }

            @Override
            public void closed(ServerSession session, String remote, Handle handle, @Nullable Throwable problem) {
                ends.remove(handle.getFileHandle());
            }

            @Override
            public void moved(ServerSession session, Path from, Path to,
                    Collection<CopyOption> options, @Nullable Throwable problem) {
                name(to);
            }

            private void name(Path file) {
                add("name of a file", String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8));
            }
        };
    }
}
