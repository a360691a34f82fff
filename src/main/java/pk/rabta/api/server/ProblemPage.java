package pk.rabta.api.server;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pk.rabta.api.Faults;
import pk.rabta.api.Language;
import pk.rabta.api.Problem;
import pk.rabta.api.ProblemWriter;
import pk.rabta.api.StatusProblem;

/**
 * Where the container sends every error that no route answered. A servlet and no MVC controller, because after an
 * asynchronous call Spring MVC takes the call's result for the controller's and never runs it.
 */
final class ProblemPage extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ProblemPage.class);

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code : HttpServletResponse.SC_NOT_FOUND;
        Problem problem = status == HttpServletResponse.SC_INTERNAL_SERVER_ERROR
            ? Faults.problem(fault(request), "the web layer", LOG)
            : StatusProblem.of(status);
        // Who was refused before the headers were written, as by the firewall, gets them too.
        SecurityHeaders.write(response);
        ProblemWriter.write(response, problem, Language.preferred(request.getHeader("Accept-Language")));
    }

    private static Throwable fault(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable fault ? fault
            : new IllegalStateException("An error without an exception");
    }
}
