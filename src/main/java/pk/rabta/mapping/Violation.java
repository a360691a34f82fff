package pk.rabta.mapping;

/**
 * One thing wrong with a document or a file. Never holds a value of the document.
 *
 * @param where a JSON Pointer, a path of XML elements, or a file with line
 * @param what what is wrong there
 */
public record Violation(String where, String what) {

    @Override
    public String toString() {
        return (where.isEmpty() ? "(whole document)" : where) + ": " + what;
    }
}
