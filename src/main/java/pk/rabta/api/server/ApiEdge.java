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
import pk.rabta.api.ProblemWriter;
import pk.rabta.api.contract.ContractPage;
import pk.rabta.api.contract.ContractPaths;
import pk.rabta.api.contract.Operation;

/**
 * After authentication: keeps the client to its allowance and its token to its certificate, finds the operation, reads
 * the body within its limits, notes who calls. Partners' callbacks pass the gates of those who know the partners: what the
 * gates need no body for, before it is read.
 */
final class ApiEdge extends OncePerRequestFilter {

    private static final String API = "/v1/";
    /** Nobody's callback: its body is bounded, and no partner has to prove anything. */
    static final String PUBLISHED = "/.well-known/";

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
                if (operation.takesLines()) {
                    lines(operation, caller, request, response, chain);
                    return;
                }
                byte[] body = Bodies.read(request, settings.maxBody().toBytes(), settings.bodyTime(), some -> { });
                request.setAttribute(EdgeCall.ATTRIBUTE, EdgeCall.of(operation, request, caller, body, null));
                chain.doFilter(new EdgeRequest(request, body, true, null), new EdgeResponse(response));
            } else {
                callback(request, response, chain);
            }
        } catch (ProblemException refused) {
            ProblemWriter.write(response, refused.problem(), Language.preferred(request.getHeader("Accept-Language")));
        }
    }

    /** Who may not, or must wait, is told so before the body is read, which takes a while. */
    private void lines(Operation operation, @Nullable Caller caller, HttpServletRequest request,
            HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        LinesCall lines = checks.lines().receive(operation, caller, request, response);
        try {
            request.setAttribute(EdgeCall.ATTRIBUTE, EdgeCall.of(operation, request, caller, new byte[0], lines));
            chain.doFilter(new EdgeRequest(request, new byte[0], true, checks.lines().callTime()),
                new EdgeResponse(response));
        } finally {
            AtEnd.of(request, lines::close);
        }
    }

    /** What costs little is asked before the body is read, and how much of bodies is held at once has a bound. */
    private void callback(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<CallbackGate> gates = request.getRequestURI().startsWith(PUBLISHED) ? List.of() : checks.gates();
        Callback head = new Callback(EdgeChecks.named(request), new byte[0], name -> {
            List<String> lines = Collections.list(request.getHeaders(name));
            return lines.size() == 1 ? lines.getFirst() : null;
        }, checks.addresses().of(request), checks.certificates().of(request));
        boolean agreed = false;
        for (CallbackGate gate : gates) {
            agreed |= gate.admit(head);
        }
        HeldBody held = new HeldBody(checks.room(),
            new BodyRoom.Sender(checks.addresses().line(request), head.partner(), agreed));
        try {
            byte[] body = Bodies.read(request, settings.maxCallbackBody().toBytes(), settings.bodyTime(), held::take);
            Callback call = head.with(body);
            gates.forEach(gate -> {
                Proof proof = gate.check(call);
                if (proof != null) {
                    request.setAttribute(Proof.ATTRIBUTE, proof);
                }
            });
            chain.doFilter(new EdgeRequest(request, body, false, null), response);
        } finally {
            held.endWith(request);
        }
    }

    private static @Nullable JwtAuthenticationToken token() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
            ? token : null;
    }
}
