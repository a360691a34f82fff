package pk.rabta.batch;

import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import pk.rabta.delivery.BlockReads;

/** The connections of one route to an SFTP server, one after the other: the last can be cut, and tells whether it ended. */
final class SftpSockets {

    private volatile @Nullable Socket last;
    private volatile boolean ended;

    void cut() {
        Socket open = last;
        if (open != null) {
            try {
                open.close();
            } catch (IOException alreadyBroken) {
                // As good as closed.
            }
        }
    }

    /** Whether the last connection ended while something was still to be read from it. */
    boolean ended() {
        return ended;
    }

    /** @param connectTimeout milliseconds */
    SocketFactory factory(int connectTimeout) {
        return new SocketFactory() {

            @Override
            public Socket createSocket(String host, int port) throws IOException {
                Socket made = new Socket();
                last = made;
                ended = false;
                made.connect(new InetSocketAddress(host, port), connectTimeout);
                return made;
            }

            @Override
            public InputStream getInputStream(Socket of) throws IOException {
                return watched(of.getInputStream());
            }

            @Override
            public OutputStream getOutputStream(Socket of) throws IOException {
                return of.getOutputStream();
            }
        };
    }

    private InputStream watched(InputStream answers) {
        return new BlockReads(answers) {

            @Override
            public int read(byte[] block, int from, int length) throws IOException {
                boolean came = false;
                try {
                    int some = in.read(block, from, length);
                    came = some >= 0;
                    return some;
                } finally {
                    ended |= !came;
                }
            }
        };
    }
}
