package pk.rabta.sandbox;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says in one line why the hub did not start and what to change. */
final class OneLineFailureReporter implements FailureAnalysisReporter {

    @Override
    public void report(FailureAnalysis analysis) {
        String action = analysis.getAction() == null ? "" : " " + analysis.getAction();
        System.err.println(("Rabta did not start: " + analysis.getDescription() + action).replaceAll("\\s+", " "));
    }
}
