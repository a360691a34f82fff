package pk.rabta.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free loopback ports below the range that systems hand to outgoing connections, so that a port that a simulator
 * closes for a while cannot be taken by a client (or by a client that connects to itself) before it opens again.
 */
public final class Ports {

    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    /** Starting points differ by process, so that builds side by side seldom try the same port. */
    private static final AtomicInteger NEXT = new AtomicInteger((int) (ProcessHandle.current().pid() * 37 % COUNT));

    private Ports() {}

    public static int free() {
        for (int tries = 0; tries < COUNT; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new SandboxException("No free port between " + FIRST + " and " + (FIRST + COUNT)
                + ": stop some of the processes that listen there");
    }

    /** Whether a server could listen on the port now, on every address of this machine. */
    public static boolean isFree(int port) {
        return canBind(new InetSocketAddress(port))
                && canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
