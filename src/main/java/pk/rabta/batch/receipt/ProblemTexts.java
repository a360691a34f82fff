package pk.rabta.batch.receipt;

/** The texts of mappings/codes/batch-problem.yaml. */
@FunctionalInterface
public interface ProblemTexts {

    /** What the code means and what to do, in {@code en} or {@code ur}. */
    String text(String code, String language);
}
