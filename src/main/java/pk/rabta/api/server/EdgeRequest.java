package pk.rabta.api.server;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body was read already. An opaque one keeps Camel from reading forms, parameters or headers; one that lasts
 * has a time of its own to be answered in.
 */
final class EdgeRequest extends HttpServletRequestWrapper {

    private final byte[] body;
    private final boolean opaque;
    private final @Nullable Duration lasting;

    /** @param lasting longest time of its answer; null: the server's */
    EdgeRequest(HttpServletRequest request, byte[] body, boolean opaque, @Nullable Duration lasting) {
        super(request);
        this.body = body;
        this.opaque = opaque;
        this.lasting = lasting;
    }

    @Override
    public AsyncContext startAsync() {
        return timed(super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return timed(super.startAsync(request, response));
    }

    private AsyncContext timed(AsyncContext context) {
        if (lasting != null) {
            context.setTimeout(lasting.toMillis()); // who reads nothing of it is left after the connection's own time
        }
        return context;
    }

    @Override
    public @Nullable String getContentType() {
        return opaque ? null : super.getContentType();
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return opaque ? Collections.emptyEnumeration() : super.getHeaderNames();
    }

    @Override
    public @Nullable String getParameter(String name) {
        return opaque ? null : super.getParameter(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return opaque ? Map.of() : super.getParameterMap();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return getParameterMap().get(name);
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Bytes(new ByteArrayInputStream(body));
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private static final class Bytes extends ServletInputStream {

        private final ByteArrayInputStream in;

        Bytes(ByteArrayInputStream in) {
            this.in = in;
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return in.read(into, offset, length);
        }

        @Override
        public int available() {
            return in.available();
        }

        @Override
        public boolean isFinished() {
            return in.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("The body is in memory: read it");
        }
    }
}
