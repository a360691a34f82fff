package pk.rabta.startup;

import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** A broker that cannot be reached or that refuses the user: the hub never runs without it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class BrokerFailureAnalyzer implements FailureAnalyzer {

    private static final String URL = "rabta.broker.url";

    private final Environment environment;

    BrokerFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JMSSecurityException || cause instanceof JMSSecurityRuntimeException) {
                return new FailureAnalysis(broker() + " refuses the user.",
                        "Set rabta.broker.user and rabta.broker.password.", cause);
            }
            if (cause instanceof JMSException || cause instanceof JMSRuntimeException) {
                return new FailureAnalysis(broker() + " cannot be used (" + cause.getMessage() + ").",
                        "Start it, or set " + URL + " to where it is.", cause);
            }
        }
        return null;
    }

    /** Without the address's parameters, which may hold a key store's password. */
    private String broker() {
        String url = environment.getProperty(URL, "(no " + URL + ")");
        int parameters = url.indexOf('?');
        return "the broker at " + (parameters < 0 ? url : url.substring(0, parameters));
    }
}
