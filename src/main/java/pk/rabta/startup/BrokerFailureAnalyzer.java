package pk.rabta.startup;

import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** A broker that cannot be reached or that refuses the user: the hub never runs without it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class BrokerFailureAnalyzer extends AbstractFailureAnalyzer<JMSException> {

    private static final String URL = "rabta.broker.url";

    private final Environment environment;

    BrokerFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable root, JMSException cause) {
        String where = "the broker at " + withoutParameters(environment.getProperty(URL, "(no " + URL + ")"));
        if (cause instanceof JMSSecurityException) {
            return new FailureAnalysis(where + " refuses the user.",
                    "Set rabta.broker.user and rabta.broker.password.", cause);
        }
        return new FailureAnalysis(where + " cannot be used (" + cause.getMessage() + ").",
                "Start it, or set " + URL + " to where it is.", cause);
    }

    /** The parameters of a broker's address may hold a key store's password. */
    private static String withoutParameters(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }
}
