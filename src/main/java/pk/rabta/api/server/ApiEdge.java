package pk.rabta.api.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;
import pk.rabta.api.Caller;
import pk.rabta.api.Language;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemWriter;
import pk.rabta.api.contract.ContractPage;
import pk.rabta.api.contract.ContractPaths;
import pk.rabta.api.contract.Operation;

/** After authentication: finds the operation, reads the body within its limits, notes who calls. */
final class ApiEdge extends OncePerRequestFilter {

    private static final String API = "/v1/";

    private final ApiSettings settings;
    private final ContractPaths paths;

    ApiEdge(ApiSettings settings, ContractPaths paths) {
        this.settings = settings;
        this.paths = paths;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().equals(ContractPage.DOCUMENT);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            if (request.getRequestURI().startsWith(API)) {
                Operation operation = paths.find(request.getMethod(), request.getRequestURI());
                byte[] body = Bodies.read(request, settings.maxBody().toBytes(), settings.bodyTime());
                request.setAttribute(EdgeCall.ATTRIBUTE, EdgeCall.of(operation, request, caller(), body));
                chain.doFilter(new EdgeRequest(request, body, true), new EdgeResponse(response));
            } else {
                byte[] body = Bodies.read(request, settings.maxCallbackBody().toBytes(), settings.bodyTime());
                chain.doFilter(new EdgeRequest(request, body, false), response);
            }
        } catch (ProblemException refused) {
            ProblemWriter.write(response, refused.problem(), Language.preferred(request.getHeader("Accept-Language")));
        }
    }

    private static @Nullable Caller caller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
            ? Callers.of(token.getToken()) : null;
    }
}
