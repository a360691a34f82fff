package pk.rabta.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** So many clients at once, each doing the next piece of work as soon as it has ended the last. */
final class Clients {

    private Clients() {}

    /** What one client does; it is closed at the end. */
    interface Client extends AutoCloseable {
        void work(int piece) throws Exception;
    }

    /** Makes a client. */
    interface Source {
        Client open() throws Exception;
    }

    /** Does all pieces from the first to before the last. @return seconds, from the first piece to the last end */
    static double run(int clients, int from, int to, Source source) {
        AtomicInteger next = new AtomicInteger(from);
        List<Client> opened = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                opened.add(source.open());
            }
            long start = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (Client client : opened) {
                running.add(threads.submit(() -> {
                    for (int piece = next.getAndIncrement(); piece < to; piece = next.getAndIncrement()) {
                        client.work(piece);
                    }
                    return null;
                }));
            }
            for (Future<?> end : running) {
                end.get();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            for (Client client : opened) {
                client.close();
            }
            return seconds;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A client failed: " + e.getCause().getMessage(), e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException("The clients could not be started", e);
        }
    }
}
