package pk.rabta.mapping;

import org.jspecify.annotations.Nullable;

/** A function of a mapping refuses its argument; the mapping adds where. Thrown often enough to carry no stack. */
final class Refusal extends RuntimeException {

    private final String what;
    private final String remedy;
    private final transient @Nullable Object argument;

    Refusal(String what, String remedy) {
        this(what, remedy, null);
    }

    private Refusal(String what, String remedy, @Nullable Object argument) {
        super(what, null, false, false);
        this.what = what;
        this.remedy = remedy;
        this.argument = argument;
    }

    /** The same, about this object of the input. */
    Refusal about(Object node) {
        return new Refusal(what, remedy, node);
    }

    String what() {
        return what;
    }

    String remedy() {
        return remedy;
    }

    @Nullable
    Object argument() {
        return argument;
    }
}
