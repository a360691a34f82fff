package pk.rabta.mapping;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A mapping, or the files that make it, cannot do what was asked. Names places, code lists and canonical codes, never
 * values of a document: it may be logged. For the same reason no exception of a translator is kept as its cause.
 */
public final class MappingException extends RuntimeException {

    private static final int SHOWN = 20;

    private final String mapping;
    private final String what;
    private final transient List<Violation> violations;
    private final String remedy;
    private final boolean unreadable;

    MappingException(String mapping, String what, List<Violation> violations, String remedy) {
        this(mapping, what, violations, remedy, false);
    }

    private MappingException(String mapping, String what, List<Violation> violations, String remedy, boolean unreadable) {
        super(message(mapping, what, violations, remedy));
        this.mapping = mapping;
        this.what = what;
        this.violations = List.copyOf(violations);
        this.remedy = remedy;
        this.unreadable = unreadable;
    }

    /** Something wrong at one place of a file or a document. */
    static MappingException at(String mapping, String where, String what, String remedy) {
        return new MappingException(mapping, what, List.of(new Violation(where, what)), remedy);
    }

    /** The input is no document at all. */
    static MappingException unreadable(String mapping, String where, String what) {
        return new MappingException(mapping, what, List.of(new Violation(where, what)), "Look at what was received.", true);
    }

    /** Whether the input was no document of its format: cut off, or a page of some other program. */
    public boolean isUnreadable() {
        return unreadable;
    }

    /** Id of the mapping as {@code <partner>/<from>-to-<to>}, or the file where no mapping is concerned. */
    public String mapping() {
        return mapping;
    }

    public String what() {
        return what;
    }

    /** The first place concerned, or empty for the whole document. */
    public String where() {
        return violations.isEmpty() ? "" : violations.getFirst().where();
    }

    public List<Violation> violations() {
        return violations;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }

    private static String message(String mapping, String what, List<Violation> violations, String remedy) {
        boolean one = violations.size() == 1 && violations.getFirst().what().equals(what);
        String details = one
                ? violations.getFirst().toString()
                : what
                        + violations.stream().limit(SHOWN).map(v -> "\n  " + v).collect(Collectors.joining())
                        + (violations.size() > SHOWN ? "\n  and " + (violations.size() - SHOWN) + " more" : "");
        return mapping + ": " + details + (details.contains("\n") ? "\n" : ". ") + remedy;
    }
}
