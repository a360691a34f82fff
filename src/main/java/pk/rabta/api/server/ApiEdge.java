package pk.rabta.api.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
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

/**
 * After authentication: keeps the client to its allowance and its token to its certificate, finds the operation, reads
 * the body within its limit, notes who calls. Partners' callbacks pass the gates of those who know the partners.
 */
final class ApiEdge extends OncePerRequestFilter {

    private static final String API = "/v1/";

    private final ApiSettings settings;
    private final EdgeChecks checks;
    private final ContractPaths paths;

    ApiEdge(ApiSettings settings, EdgeChecks checks, ContractPaths paths) {
        this.settings = settings;
        this.checks = checks;
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
                JwtAuthenticationToken token = token();
                Caller caller = token == null ? null : Callers.of(token.getToken());
                if (caller != null) {
                    checks.limits().client(caller.clientId());
                }
                Operation operation = paths.find(request.getMethod(), request.getRequestURI());
                if (token != null) {
                    checks.binding().check(token.getToken(), operation.scopes(), request);
                }
                byte[] body = body(request, settings.maxBody().toBytes());
                request.setAttribute(EdgeCall.ATTRIBUTE, EdgeCall.of(operation, request, caller, body));
                chain.doFilter(new EdgeRequest(request, body, true), new EdgeResponse(response));
            } else {
                byte[] body = body(request, settings.maxCallbackBody().toBytes());
                Callback call = callback(request, body);
                checks.gates().forEach(gate -> {
                    Proof proof = gate.check(call);
                    if (proof != null) {
                        request.setAttribute(Proof.ATTRIBUTE, proof);
                    }
                });
                chain.doFilter(new EdgeRequest(request, body, false), response);
            }
        } catch (ProblemException refused) {
            ProblemWriter.write(response, refused.problem(), Language.preferred(request.getHeader("Accept-Language")));
        }
    }

    /** The partner is the address's second part, as it was written: no other spelling of it passes a gate. */
    private Callback callback(HttpServletRequest request, byte[] body) {
        String[] parts = request.getRequestURI().split("/", 4);
        return new Callback(parts.length > 2 ? parts[2] : "", body, name -> {
            List<String> lines = Collections.list(request.getHeaders(name));
            return lines.size() == 1 ? lines.getFirst() : null;
        }, checks.addresses().of(request), checks.certificates().of(request));
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

    private static @Nullable JwtAuthenticationToken token() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
            ? token : null;
    }
}
