package pk.rabta.api.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.web.filter.OncePerRequestFilter;
import pk.rabta.api.Language;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemWriter;

/**
 * Before authentication: whoever proves nothing, or fails to, is limited by address. A request with a token takes one until
 * the token turns out good ({@link Charge}), so that tools behind one address do not share an allowance; an address that
 * sent too many bad ones has no further one checked. Callbacks have an allowance for each partner and address: who uses up
 * that of pages and tokens locks out no partner.
 */
final class AddressLimit extends OncePerRequestFilter {

    private final EdgeChecks checks;
    private final UnnamedProxies proxies;
    private final BearerTokenResolver tokens;

    AddressLimit(EdgeChecks checks, UnnamedProxies proxies, BearerTokenResolver tokens) {
        this.checks = checks;
        this.proxies = proxies;
        this.tokens = tokens;
    }

    /** A stranger must not make the machine's own check of the hub fail, which would end the hub. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().equals("/livez");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        proxies.look(request);
        Charge charge;
        try {
            charge = charge(request, checks.addresses().network(request));
        } catch (ProblemException refused) {
            ProblemWriter.write(response, refused.problem(), Language.preferred(request.getHeader("Accept-Language")));
            return;
        }
        checks.certificates().show(request);
        chain.doFilter(request, response);
        if (charge != null && response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
            charge.refused();
        }
    }

    /** Null where nothing can be given back. */
    private @Nullable Charge charge(HttpServletRequest request, String address) {
        String partner = checks.partner(request);
        if (partner != null) {
            checks.limits().callback(partner, address);
        } else if (tokens.resolve(request) != null) {
            return new Charge(checks.limits(), address, request);
        } else {
            checks.limits().address(address);
        }
        return null;
    }
}
