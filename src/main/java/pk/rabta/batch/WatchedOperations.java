package pk.rabta.batch;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
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
    private final SftpStall stall;
    private final Consumer<Throwable> failed;

    private WatchedOperations(SftpOperations operations, SftpStall stall, Consumer<Throwable> failed) {
        this.operations = operations;
        this.stall = stall;
        this.failed = failed;
    }

    /** @param failed hears of each call that the server did not do */
    @SuppressWarnings("unchecked")
    static RemoteFileOperations<SftpRemoteFile> of(SftpEndpoint endpoint, SftpStall stall, Consumer<Throwable> failed) {
        SftpOperations operations = new SftpOperations(endpoint.getProxy()) {
            @Override
            protected Session createSession(RemoteFileConfiguration configuration) throws JSchException {
                Session session = super.createSession(configuration);
                session.setSocketFactory(stall.sockets(configuration.getConnectTimeout()));
                return session;
            }
        };
        operations.setEndpoint(endpoint);
        return (RemoteFileOperations<SftpRemoteFile>) Proxy.newProxyInstance(WatchedOperations.class.getClassLoader(),
                new Class<?>[] {RemoteFileOperations.class}, new WatchedOperations(operations, stall, failed));
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
            Throwable thrown = stall.end()
                    ? new GenericFileOperationFailedException("No progress in time", SftpStall.late(e.getCause()))
                    : e.getCause();
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

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void watch(GenericFile file) {
        if (file.getBody() instanceof InputStream content) {
            file.setBody(stall.download(content));
        }
    }
}
