package pk.rabta.startup;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** A database that cannot be reached, that refuses the user, or that does not exist. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    private static final String URL = "spring.datasource.url";

    private final Environment environment;

    DatabaseFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    /** SQLSTATE classes: PostgreSQL manual, appendix A. Any other state is not about the connection. */
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, SQLException cause) {
        String state = innermostState(cause);
        String where = "the database at " + withoutParameters(environment.getProperty(URL, "(no " + URL + ")"));
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" -> new FailureAnalysis(where + " cannot be reached.",
                    "Start it, or set " + URL + " to where it is.", cause);
            case "57" -> new FailureAnalysis(where + " does not accept connections yet, or is shutting down.",
                    "Wait until it is ready, or set " + URL + " to one that is.", cause);
            case "28" -> new FailureAnalysis(where + " refuses the user.",
                    "Set spring.datasource.username and spring.datasource.password.", cause);
            case "3D" -> new FailureAnalysis(where + " does not exist.",
                    "Create the database, or set " + URL + " to one that exists.", cause);
            default -> null;
        };
    }

    private static String innermostState(SQLException exception) {
        String state = "";
        for (Throwable next = exception; next != null; next = next.getCause()) {
            if (next instanceof SQLException sql && sql.getSQLState() != null) {
                state = sql.getSQLState();
            }
        }
        return state;
    }

    /** The parameters of a JDBC URL may hold a password. */
    private static String withoutParameters(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }
}
