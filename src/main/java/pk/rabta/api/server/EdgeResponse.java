package pk.rabta.api.server;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/** A response that names no media type where it has no body: Camel names one of the contract's, even of its errors. */
final class EdgeResponse extends HttpServletResponseWrapper {

    EdgeResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void setContentType(@Nullable String type) {
        if (getStatus() != SC_NO_CONTENT) {
            super.setContentType(type);
        }
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (getStatus() != SC_NO_CONTENT || !"Content-Type".equalsIgnoreCase(name)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        if (getStatus() != SC_NO_CONTENT || !"Content-Type".equalsIgnoreCase(name)) {
            super.addHeader(name, value);
        }
    }
}
