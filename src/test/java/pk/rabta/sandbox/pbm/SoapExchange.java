package pk.rabta.sandbox.pbm;

import jakarta.xml.ws.spi.http.HttpContext;
import jakarta.xml.ws.spi.http.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pk.rabta.sandbox.HttpSimulator;

/** One request of a simulator as JAX-WS sees it; the answer is collected. */
final class SoapExchange extends HttpExchange {

    private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);

    private final HttpContext context;
    private final HttpSimulator.Request request;
    private final Map<String, List<String>> answerHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status = 200;

    SoapExchange(HttpContext context, HttpSimulator.Request request) {
        this.context = context;
        this.request = request;
    }

    HttpSimulator.Answer answer() {
        Map<String, String> headers = new HashMap<>();
        answerHeaders.forEach((name, values) -> headers.put(name, values.getFirst()));
        return new HttpSimulator.Answer(status, headers, body.toByteArray());
    }

    @Override
    public Map<String, List<String>> getRequestHeaders() {
        return request.headers();
    }

    @Override
    public @Nullable String getRequestHeader(String name) {
        return request.headers().getFirst(name);
    }

    @Override
    public Map<String, List<String>> getResponseHeaders() {
        return answerHeaders;
    }

    @Override
    public void addResponseHeader(String name, String value) {
        answerHeaders.computeIfAbsent(name, missing -> new ArrayList<>()).add(value);
    }

    @Override
    public String getRequestURI() {
        return request.path();
    }

    @Override
    public String getContextPath() {
        return "";
    }

    @Override
    public String getRequestMethod() {
        return request.method();
    }

    @Override
    public HttpContext getHttpContext() {
        return context;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public InputStream getRequestBody() {
        return new ByteArrayInputStream(request.body());
    }

    @Override
    public OutputStream getResponseBody() {
        return body;
    }

    @Override
    public void setStatus(int code) {
        status = code;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return LOOPBACK;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return LOOPBACK;
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public String getScheme() {
        return "http";
    }

    @Override
    public String getPathInfo() {
        return request.path();
    }

    @Override
    public String getQueryString() {
        return request.query();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return null;
    }

    @Override
    public Set<String> getAttributeNames() {
        return Set.of();
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return null;
    }

    @Override
    public boolean isUserInRole(String role) {
        return false;
    }
}
