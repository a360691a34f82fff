package pk.rabta.api.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What a request with a token took of its address's allowance, before the token was looked at: however many bad ones come at
 * once, no more are checked than the allowance has. A good token gets it back before anything else is done.
 */
final class Charge {

    private static final String ATTRIBUTE = Charge.class.getName();

    private final Limits limits;
    private final String address;
    private boolean back;

    /** @throws pk.rabta.api.ProblemException 429 where the address has none left */
    Charge(Limits limits, String address, HttpServletRequest request) {
        limits.address(address);
        this.limits = limits;
        this.address = address;
        request.setAttribute(ATTRIBUTE, this);
    }

    private void good() {
        if (!back) {
            back = true;
            limits.good(address);
        }
    }

    /** The request ended with 401. */
    void refused() {
        if (back) {
            limits.refused(address);
        }
    }

    /** Stands behind the check of tokens, where only requests arrive whose token was not refused. */
    static final class GoodTokens extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (request.getAttribute(ATTRIBUTE) instanceof Charge charge
                    && SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken) {
                charge.good();
            }
            chain.doFilter(request, response);
        }
    }
}
