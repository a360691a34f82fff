package pk.rabta.api.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.springframework.web.filter.OncePerRequestFilter;
import pk.rabta.api.Language;
import pk.rabta.api.ProblemWriter;
import pk.rabta.api.StatusProblem;

/**
 * The port is open a few seconds before the routes are, and after them: what would find no route then is told to come
 * again, since "no such address" is an answer that nobody repeats his message after.
 */
final class Opening extends OncePerRequestFilter {

    private static final String SECONDS = "5";

    private final BooleanSupplier routesRun;

    Opening(BooleanSupplier routesRun) {
        this.routesRun = routesRun;
    }

    /** Keys are published as soon as their own route is there: partners ask for them while the hub starts to send. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(ApiEdge.PUBLISHED);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (routesRun.getAsBoolean()) {
            chain.doFilter(request, response);
        } else {
            ProblemWriter.write(response, StatusProblem.of(HttpServletResponse.SC_SERVICE_UNAVAILABLE)
                .header("Retry-After", SECONDS), Language.preferred(request.getHeader("Accept-Language")));
        }
    }
}
