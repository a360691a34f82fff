package pk.rabta.api.server;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import pk.rabta.api.Caller;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.api.RequestReader;
import pk.rabta.api.SealedFile;
import pk.rabta.api.contract.Operation;

/**
 * Receives bodies that come as lines: one of each client at a time, a few in all. A body is received whole before its first
 * line is read, so that a caller who reads no answer until all is sent gets one.
 */
@Component
class LinesDoor {

    private static final Logger LOG = LoggerFactory.getLogger(LinesDoor.class);
    private static final String SOON = "5";
    private static final String LATER = "30";

    private final BulkSettings settings;
    private final int longest;
    private final Set<String> clients = new HashSet<>();
    private volatile boolean stopping;

    LinesDoor(BulkSettings settings, ApiSettings api, MeterRegistry meters) {
        this.settings = settings;
        this.longest = Math.toIntExact(api.maxBody().toBytes());
        meters.gauge("rabta.bulk.calls", this, LinesDoor::size);
    }

    /** What is being answered ends where it is. */
    @EventListener(ContextClosedEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void stop() {
        stopping = true;
    }

    /**
     * All that can be known before the body is asked for first: whoever waits for {@code 100 Continue} sends none in vain.
     *
     * @throws ProblemException where the caller may not, must wait, or sends what is not taken
     */
    LinesCall receive(Operation operation, @Nullable Caller caller, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        String client = operation.permit(caller).clientId();
        operation.checkForm(request.getContentType(), request.getHeader("Content-Encoding"));
        RequestReader.read(operation, EdgeCall.of(operation, request, caller, new byte[0], null));
        takeTurn(client);
        SealedFile file = null;
        LinesCall call = null;
        try {
            file = make();
            fill(file, request);
            call = new LinesCall(file, longest, settings.answerTime(), response, () -> stopping, () -> giveTurn(client));
            return call;
        } finally {
            if (call == null) {
                giveTurn(client);
                close(file);
            }
        }
    }

    /** Longest time of a call whose body was received. */
    Duration callTime() {
        return settings.callTime();
    }

    private void fill(SealedFile file, HttpServletRequest request) throws IOException {
        LineCount count = new LineCount();
        OutputStream sealed = file.output();
        Bodies.copy(request, settings.maxBody().toBytes(), settings.bodyTime(), (block, some) -> {
            count.with(block, some);
            if (count.lines() > settings.maxLines() || count.all() > 2L * settings.maxLines()) {
                throw tooMany();
            }
            if (stopping) {
                throw stops();
            }
            kept(() -> sealed.write(block, 0, some));
        });
        kept(sealed::close);
        if (count.lines() == 0) {
            throw ProblemType.MALFORMED_JSON.because("The body has no line: send one JSON object to a line.",
                "متن میں کوئی سطر نہیں: ہر سطر میں ایک JSON object بھیجیں۔");
        }
    }

    private static void close(@Nullable SealedFile file) throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private SealedFile make() {
        try {
            return SealedFile.in(settings.folder());
        } catch (IOException e) {
            throw full(e);
        }
    }

    private interface Work {

        void run() throws IOException;
    }

    /** What fails here is the hub's own room, not the caller's connection. */
    private static void kept(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw full(e);
        }
    }

    private static ProblemException full(IOException e) {
        LOG.error("rabta.bulk.directory takes nothing, so no lines can be received: {}", e.getClass().getSimpleName());
        return unavailable("The hub has no room for a body of lines at this moment. Send the same later, or single calls.",
            "اس وقت نظام میں سطروں کے متن کے لیے جگہ نہیں۔ یہی بعد میں بھیجیں، یا الگ الگ درخواستیں۔");
    }

    private synchronized void takeTurn(String client) {
        if (stopping) {
            throw stops();
        }
        if (clients.size() >= settings.atOnce() && !clients.contains(client)) {
            throw unavailable("Others are being answered. Send the same later.",
                "اس وقت دوسروں کو جواب دیا جا رہا ہے۔ یہی بعد میں بھیجیں۔");
        }
        if (!clients.add(client)) {
            throw ProblemType.TOO_MANY_REQUESTS.detail(
                "Your last call of this kind is still being answered. Send this one when that has ended.",
                "آپ کی پچھلی ایسی درخواست کا جواب ابھی جاری ہے۔ اس کے ختم ہونے پر یہ بھیجیں۔")
                .header("Retry-After", SOON).exception();
        }
    }

    private synchronized void giveTurn(String client) {
        clients.remove(client);
    }

    private synchronized int size() {
        return clients.size();
    }

    private ProblemException tooMany() {
        return ProblemType.PAYLOAD_TOO_LARGE.detail("At most " + settings.maxLines() + " lines are taken, and with "
            + "blank ones twice as many: send the rest by another call.", "زیادہ سے زیادہ " + settings.maxLines()
            + " سطریں لی جاتی ہیں، خالی سطروں سمیت اس سے دگنی: باقی الگ درخواست میں بھیجیں۔")
            .header("Connection", "close").exception();
    }

    private static ProblemException stops() {
        return unavailable("The hub stops. Send the same later.", "نظام بند ہو رہا ہے۔ یہی بعد میں بھیجیں۔");
    }

    private static ProblemException unavailable(String en, String ur) {
        return ProblemType.UNAVAILABLE.detail(en, ur).header("Retry-After", LATER).exception();
    }
}
