package pk.rabta.api;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the container sends every error that no route answered. */
@Controller
class ProblemPage implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemPage.class);
    private static final int SERVER_ERROR = 500;

    @RequestMapping("${server.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        Problem problem = status == SERVER_ERROR
            ? Faults.problem(fault(request), "the web layer", LOG)
            : Problem.of(ProblemType.ofStatus(status), null);
        ProblemWriter.write(response, problem, Language.preferred(request.getHeader("Accept-Language")));
    }

    private static Throwable fault(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable fault ? fault
            : new IllegalStateException("An error without an exception");
    }
}
