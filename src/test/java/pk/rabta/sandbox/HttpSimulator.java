package pk.rabta.sandbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A partner that is reached by HTTP: subclasses answer requests, this class serves them and applies the faults. */
public abstract class HttpSimulator implements Simulator {

    /** One request, read whole; header names are case-insensitive. */
    public record Request(String method, String path, String query, Headers headers, byte[] body) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The header's first value, or "". */
        public String header(String name) {
            String value = headers.getFirst(name);
            return value == null ? "" : value;
        }
    }

    /** One answer. */
    public record Answer(int status, Map<String, String> headers, byte[] body) {

        public static Answer of(int status, String contentType, String body) {
            return new Answer(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
        }

        public static Answer json(int status, String body) {
            return of(status, "application/json", body);
        }

        public static Answer empty(int status) {
            return new Answer(status, Map.of(), new byte[0]);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(HttpSimulator.class);

    private final int port = Ports.free();
    private final String partner;
    private final Ledger ledger = new Ledger();
    private final Received received = new Received();
    private final Faults faults = new Faults(this::close, this::open);
    private final AtomicInteger arrivals = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();
    private @Nullable Agenda agenda;
    private @Nullable HttpServer server;
    private volatile @Nullable HubAddress hub;

    protected HttpSimulator(String partner) {
        this.partner = partner;
    }

    /** Processes one request; called from many threads at once. An exception becomes a 500. */
    protected abstract Answer answer(Request request) throws Exception;

    @Override
    public final String partner() {
        return partner;
    }

    @Override
    public final Ledger ledger() {
        return ledger;
    }

    @Override
    public final Received received() {
        return received;
    }

    @Override
    public final Faults faults() {
        return faults;
    }

    /** The same from construction on, through stops and faults. */
    public final URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Notes what a sealed request held, once it is opened: who looks for leaks sees no more than noise in its bytes. */
    protected final void opened(byte[] content) {
        received.add("what was sealed", content);
    }

    /** How many requests have arrived, those that met a fault included. */
    public final int arrivals() {
        return arrivals.get();
    }

    /** How many requests were answered to the end. */
    public final int served() {
        return served.get();
    }

    /** What it does by itself later; only while it runs. */
    public final synchronized Agenda agenda() {
        if (agenda == null) {
            throw new IllegalStateException("The simulator of " + partner + " is not started");
        }
        return agenda;
    }

    /** Where the hub is; only once it serves. */
    protected final HubAddress hub() {
        HubAddress address = hub;
        if (address == null) {
            throw new IllegalStateException("The simulator of " + partner + " has not been told where the hub is");
        }
        return address;
    }

    @Override
    public void hubStarted(HubAddress address) {
        hub = address;
    }

    @Override
    public synchronized void start() {
        agenda = new Agenda(partner, faults);
        open();
    }

    @Override
    public void stop() {
        // Outside this object's lock: the faults take their own lock first when they close the port.
        faults.release();
        shut();
    }

    private synchronized void shut() {
        close();
        if (agenda != null) {
            agenda.close();
            agenda = null;
        }
    }

    private synchronized void open() {
        if (server != null) {
            return;
        }
        try {
            HttpServer opening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            opening.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            opening.createContext("/", this::serve);
            opening.start();
            server = opening;
        } catch (IOException e) {
            throw new SandboxException("The simulator of " + partner + " cannot listen on port " + port + ": "
                    + e.getMessage() + " (stop the process that took the port)", e);
        }
    }

    private synchronized void close() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            Request request = new Request(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
                    exchange.getRequestURI().getRawQuery() == null ? "" : exchange.getRequestURI().getRawQuery(),
                    exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes());
            received.add(exchange, request.body());
            Fault fault = faults.next();
            arrivals.incrementAndGet();
            switch (fault) {
                case Fault.None none -> {
                    send(exchange, processed(request), 1);
                    served.incrementAndGet();
                }
                case Fault.Status storm -> send(exchange, refused(request, storm), 1);
                case Fault.Half half -> send(exchange, processed(request), 2);
                case Fault.Shortened half -> send(exchange, shortened(processed(request)), 1);
                case Fault.Cut cut -> processed(request);
                case Fault.Page page -> {
                    processed(request);
                    send(exchange, Answer.of(page.status(), "text/html", "<html><body>Welcome</body></html>"), 1);
                }
                case Fault.Silence silence -> faults.silence().get(1, TimeUnit.HOURS);
            }
        } catch (IOException e) {
            LOG.debug("Simulator {}: the caller went away: {}", partner, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("Simulator {}: {}", partner, SandboxException.rootOf(e));
        }
    }

    private static Answer shortened(Answer whole) {
        return new Answer(whole.status(), whole.headers(), Arrays.copyOf(whole.body(), whole.body().length / 2));
    }

    private Answer processed(Request request) {
        try {
            return answer(request);
        } catch (Exception e) {
            LOG.warn("Simulator {} failed in {} {}", partner, request.method(), request.path(), e);
            return Answer.json(500, "{\"error\":\"simulator failed\"}");
        }
    }

    private Answer refused(Request request, Fault.Status storm) {
        ledger.refused("fault", "", "", storm.status() + " to " + request.method() + " " + request.path());
        Map<String, String> headers = storm.retryAfter().isZero() ? Map.of()
                : Map.of("Retry-After", Long.toString(storm.retryAfter().toSeconds()));
        return new Answer(storm.status(), headers, faults.echoes() ? request.body() : new byte[0]);
    }

    private void send(HttpExchange exchange, Answer answer, int partOf) throws IOException, InterruptedException {
        Duration delay = faults.delay();
        if (!delay.isZero()) {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().put(name, List.of(value)));
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(body, 0, body.length / partOf);
            out.flush();
        }
    }
}
