package pk.rabta.mapping;

/** Bytes that are no XML: broken off, or a page for people. Says where, never with which value. */
final class Malformed extends Exception {

    private final transient Violation violation;

    Malformed(Violation violation) {
        super(violation.toString());
        this.violation = violation;
    }

    Violation violation() {
        return violation;
    }
}
