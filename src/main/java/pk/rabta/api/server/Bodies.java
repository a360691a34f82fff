package pk.rabta.api.server;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;

/**
 * Reads a request's body whole: within a size, within a time, and as it is. Nothing is unpacked, so no body can grow
 * beyond what was sent, and no part of one can name another document.
 */
final class Bodies {

    private static final int BLOCK = 8_192;

    private Bodies() {
    }

    /**
     * @param limit largest size in bytes
     * @param time  longest time from here to the body's end; a sender who is silent within it is left after
     *              {@code server.tomcat.connection-timeout}
     * @param room  is told of each some bytes before they are kept, and may refuse them
     * @throws ProblemException 413, 408 or 415
     */
    static byte[] read(HttpServletRequest request, long limit, Duration time, IntConsumer room) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        copy(request, limit, time, (block, some) -> {
            room.accept(some);
            body.write(block, 0, some);
        });
        return body.toByteArray();
    }

    /** Where a body's bytes go as they come. */
    interface Sink {

        void take(byte[] block, int some);
    }

    /** The same without keeping it: {@code sink} gets each some bytes, and may refuse them. */
    static void copy(HttpServletRequest request, long limit, Duration time, Sink sink) throws IOException {
        checkForm(request.getHeader("Content-Encoding"), request.getContentType());
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        try {
            copy(request.getInputStream(), limit, System.nanoTime() + time.toNanos(), sink);
        } catch (IOException e) {
            if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
                throw tooSlow();
            }
            throw e;
        }
    }

    private static void copy(InputStream in, long limit, long end, Sink sink) throws IOException {
        byte[] block = new byte[BLOCK];
        long size = 0;
        for (int some = in.read(block); some >= 0; some = in.read(block)) {
            sink.take(block, some);
            size += some;
            if (size > limit) {
                throw tooLarge(limit);
            }
            if (System.nanoTime() - end > 0) {
                throw tooSlow();
            }
        }
    }

    private static void checkForm(@Nullable String encoding, @Nullable String type) {
        boolean packed = encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity");
        String told = type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
        if (packed || told.startsWith("multipart/") || told.startsWith("application/x-www-form-urlencoded")) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because(
                "Send the body as it is: not compressed, not in parts, not as a form.",
                "متن جوں کا توں بھیجیں: بغیر کمپریشن، بغیر حصوں کے، فارم کے طور پر نہیں۔");
        }
    }

    private static ProblemException tooLarge(long limit) {
        return ProblemType.PAYLOAD_TOO_LARGE.detail("At most " + limit + " bytes are taken.",
            "زیادہ سے زیادہ " + limit + " بائٹ لیے جاتے ہیں۔").header("Connection", "close").exception();
    }

    private static ProblemException tooSlow() {
        return ProblemType.REQUEST_TIMEOUT.detail("The body did not come to its end in time. Send it again.",
            "متن وقت پر مکمل نہیں پہنچا۔ دوبارہ بھیجیں۔").header("Connection", "close").exception();
    }
}
