package pk.rabta.sandbox;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.jspecify.annotations.Nullable;

/** The server's file system hangs, as one over a dead network does: each request waits, while SSH itself is well. */
final class HungFiles implements SftpEventListener {

    private volatile @Nullable CompletableFuture<Void> hangs;
    private volatile Set<Integer> requests = Set.of();

    /** @param only the requests of the protocol that hang; all where none is named */
    void hang(Integer... only) {
        requests = Set.of(only);
        hangs = new CompletableFuture<>();
    }

    void recover() {
        CompletableFuture<Void> waiting = hangs;
        hangs = null;
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    @Override
    public void received(ServerSession session, int type, int id) {
        CompletableFuture<Void> waiting = hangs;
        if (waiting != null && (requests.isEmpty() || requests.contains(type))) {
            waiting.join();
        }
    }
}
