package pk.rabta.sandbox;

import java.util.concurrent.CompletableFuture;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.jspecify.annotations.Nullable;

/** Stops uploads of temporary files when all their bytes are there and the client has not heard so. */
final class UploadGate implements SftpEventListener {

    private volatile @Nullable CompletableFuture<Void> shut;

    void shut() {
        shut = new CompletableFuture<>();
    }

    void open() {
        CompletableFuture<Void> waiting = shut;
        shut = null;
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    @Override
    public void closing(ServerSession session, String remote, Handle handle) {
        CompletableFuture<Void> waiting = shut;
        if (waiting != null && handle instanceof FileHandle file && file.getFile().toString().contains(".part")) {
            waiting.join();
        }
    }
}
