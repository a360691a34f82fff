package pk.rabta.api.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.ExceptionUtils;
import pk.rabta.api.Language;
import pk.rabta.api.Problem;
import pk.rabta.api.ProblemWriter;
import pk.rabta.api.StatusProblem;

/** Tomcat's last word on requests that reach no application, such as ones with an unreadable address. */
public class ProblemValve extends ErrorReportValve {

    private static final int FIRST_ERROR = 400;

    @Override
    protected void report(Request request, Response response, Throwable fault) {
        int status = response.getStatus();
        if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem = StatusProblem.of(status);
        Language language = Language.preferred(request.getHeader("Accept-Language"));
        byte[] body = problem.json(language).toString().getBytes(StandardCharsets.UTF_8);
        try {
            response.setStatus(problem.type().status());
            response.setContentType(ProblemWriter.MEDIA_TYPE);
            SecurityHeaders.write(response);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            ExceptionUtils.handleThrowable(gone); // nobody is left to tell
        }
    }
}
