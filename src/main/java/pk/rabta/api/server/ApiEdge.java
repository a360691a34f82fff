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
import pk.rabta.api.ProblemType;
import pk.rabta.api.ProblemWriter;
import pk.rabta.api.contract.ContractPage;
import pk.rabta.api.contract.ContractPaths;
import pk.rabta.api.contract.Operation;

/** After authentication: keeps the client to its allowance, finds the operation, reads the body, notes who calls. */
final class ApiEdge extends OncePerRequestFilter {

    private static final String API = "/v1/";

    private final ApiSettings settings;
    private final Limits limits;
    private final ContractPaths paths;

    ApiEdge(ApiSettings settings, Limits limits, ContractPaths paths) {
        this.settings = settings;
        this.limits = limits;
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
                Caller caller = caller();
                if (caller != null) {
                    limits.client(caller.clientId());
                }
                Operation operation = paths.find(request.getMethod(), request.getRequestURI());
                byte[] body = body(request, settings.maxBody().toBytes());
                request.setAttribute(EdgeCall.ATTRIBUTE, EdgeCall.of(operation, request, caller, body));
                chain.doFilter(new EdgeRequest(request, body, true), new EdgeResponse(response));
            } else {
                chain.doFilter(new EdgeRequest(request, body(request, settings.maxCallbackBody().toBytes()), false),
                    response);
            }
        } catch (ProblemException refused) {
            ProblemWriter.write(response, refused.problem(), Language.preferred(request.getHeader("Accept-Language")));
        }
    }

    private static byte[] body(HttpServletRequest request, long limit) throws IOException {
        if (request.getContentLengthLong() <= limit) {
            byte[] body = request.getInputStream().readNBytes(Math.toIntExact(limit) + 1);
            if (body.length <= limit) {
                return body;
            }
        }
        throw ProblemType.PAYLOAD_TOO_LARGE.detail("At most " + limit + " bytes are taken.",
            "زیادہ سے زیادہ " + limit + " بائٹ لیے جاتے ہیں۔").header("Connection", "close").exception();
    }

    private static @Nullable Caller caller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
            ? Callers.of(token.getToken()) : null;
    }
}
