package pk.rabta.batch;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.RemoteFileConfiguration;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;

/**
 * What Camel asks of an SFTP server, whatever it is: nothing of it is waited for without end, and what fails is told, also
 * where Camel only logs it: a file that cannot be opened, moved or deleted.
 */
final class WatchedOperations implements InvocationHandler {

    private final SftpOperations operations;
    private final SftpSockets sockets;
    private final SftpStall stall;
    private final Consumer<Throwable> failed;

    private WatchedOperations(SftpOperations operations, SftpSockets sockets, SftpStall stall, Consumer<Throwable> failed) {
        this.operations = operations;
        this.sockets = sockets;
        this.stall = stall;
        this.failed = failed;
    }

    /**
     * @param longest how long the server may make no progress
     * @param failed  hears of each call that the server did not do
     */
    @SuppressWarnings("unchecked")
    static RemoteFileOperations<SftpRemoteFile> of(SftpEndpoint endpoint, Supplier<Duration> longest,
            Consumer<Throwable> failed) {
        SftpSockets sockets = new SftpSockets();
        SftpOperations operations = new SftpOperations(endpoint.getProxy()) {
            @Override
            protected Session createSession(RemoteFileConfiguration configuration) throws JSchException {
                Session session = super.createSession(configuration);
                session.setSocketFactory(sockets.factory(configuration.getConnectTimeout()));
                return session;
            }
        };
        operations.setEndpoint(endpoint);
        return (RemoteFileOperations<SftpRemoteFile>) Proxy.newProxyInstance(WatchedOperations.class.getClassLoader(),
                new Class<?>[] {RemoteFileOperations.class},
                new WatchedOperations(operations, sockets, new SftpStall(longest, sockets), failed));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        boolean stores = method.getName().equals("storeFile");
        Exchange exchange = stores || method.getName().equals("retrieveFile") ? (Exchange) arguments[1] : null;
        if (stores && exchange != null) {
            InputStream body = exchange.getIn().getBody(InputStream.class);
            exchange.getIn().setBody(body == null ? null : stall.upload(body));
        }
        stall.begin();
        try {
            Object result = method.invoke(operations, arguments);
            if (!stores && exchange != null) {
                watch(exchange.getProperty(FileComponent.FILE_EXCHANGE_FILE, GenericFile.class));
            }
            return result;
        } catch (InvocationTargetException e) {
            Throwable thrown = explained(e.getCause());
            try {
                failed.accept(thrown);
            } catch (RuntimeException untold) {
                // As where the database is away: what the server did not do is what the route hears of.
                thrown.addSuppressed(untold);
            }
            throw thrown;
        } finally {
            stall.end();
        }
    }

    private Throwable explained(Throwable thrown) {
        if (stall.end()) {
            return new GenericFileOperationFailedException("No progress in time", SftpStall.late(thrown));
        }
        if (sockets.ended() && SftpFaults.refusedLogin(thrown)) {
            // JSch says so too of a server that goes down meanwhile. Nobody was refused: the partner must not be paused.
            IOException ended = new IOException("The connection ended during the login");
            ended.addSuppressed(thrown);
            return new GenericFileOperationFailedException(ended.getMessage(), ended);
        }
        return thrown;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void watch(GenericFile file) {
        if (file.getBody() instanceof InputStream content) {
            file.setBody(stall.download(content));
        }
    }
}
