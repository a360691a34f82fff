package pk.rabta.batch.file;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a whole file is refused.
 *
 * @param code  a code of mappings/codes/batch-problem.yaml
 * @param line  where it was seen, or null
 * @param facts counts and column names, never a value of a row
 */
public record FileProblem(String code, @Nullable Integer line, List<String> facts) {

    public static FileProblem of(String code, String... facts) {
        return new FileProblem(code, null, List.of(facts));
    }

    public static FileProblem of(String code, int line, String... facts) {
        return new FileProblem(code, line, List.of(facts));
    }

    /** Ends the reading of a file at once. */
    public static final class Refused extends IOException {

        private static final long serialVersionUID = 1L;
        private final transient FileProblem problem;

        public Refused(FileProblem problem) {
            super(problem.code() + (problem.line() == null ? "" : " in line " + problem.line()));
            this.problem = problem;
        }

        public FileProblem problem() {
            return problem;
        }
    }
}
