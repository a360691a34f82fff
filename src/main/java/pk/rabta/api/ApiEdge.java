package pk.rabta.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** After authentication, before everything else: reads the body within its limit and notes who calls. */
final class ApiEdge extends OncePerRequestFilter {

    private final ApiSettings settings;

    ApiEdge(ApiSettings settings) {
        this.settings = settings;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean api = request.getRequestURI().startsWith("/v1/");
        long limit = (api ? settings.maxBody() : settings.maxCallbackBody()).toBytes();
        byte[] body = request.getContentLengthLong() > limit ? null
            : request.getInputStream().readNBytes(Math.toIntExact(limit) + 1);
        if (body == null || body.length > limit) {
            response.setHeader("Connection", "close");
            ProblemWriter.write(response, ProblemType.PAYLOAD_TOO_LARGE.detail("At most " + limit + " bytes are taken.",
                "زیادہ سے زیادہ " + limit + " بائٹ لیے جاتے ہیں۔"),
                Language.preferred(request.getHeader("Accept-Language")));
            return;
        }
        if (api) {
            request.setAttribute(EdgeCall.ATTRIBUTE, EdgeCall.of(request, caller(), body));
        }
        chain.doFilter(new EdgeRequest(request, body), response);
    }

    private static @Nullable Caller caller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
            ? Callers.of(token.getToken()) : null;
    }
}
