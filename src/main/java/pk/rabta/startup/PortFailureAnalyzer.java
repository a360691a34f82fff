package pk.rabta.startup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** A port that another process holds. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class PortFailureAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

    private static final String MANAGEMENT_PORT = "management.server.port";

    private final Environment environment;

    PortFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable root, PortInUseException cause) {
        String port = Integer.toString(cause.getPort());
        String setting = port.equals(environment.getProperty(MANAGEMENT_PORT)) ? MANAGEMENT_PORT : "server.port";
        return new FailureAnalysis("port " + port + " is taken by another process.",
                "Stop that process, or set " + setting + " to a free port.", cause);
    }
}
