package pk.rabta.startup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import pk.rabta.settings.WrongSettingsException;

/** Wrong settings and content files, a line each. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class WrongSettingsFailureAnalyzer extends AbstractFailureAnalyzer<WrongSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, WrongSettingsException cause) {
        return new FailureAnalysis(String.join(System.lineSeparator(), cause.lines()),
                "Change these files as each line says, then start again.", cause);
    }
}
