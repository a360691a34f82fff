package pk.rabta.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes problems where no route is at work: filters, security, the error page. */
public final class ProblemWriter {

    public static final String MEDIA_TYPE = "application/problem+json";

    private ProblemWriter() {
    }

    public static void write(HttpServletResponse response, Problem problem, Language language) throws IOException {
        byte[] body = problem.json(language).toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.type().status());
        problem.headers().forEach(response::setHeader);
        response.setHeader("Content-Language", language.tag());
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
