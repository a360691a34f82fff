package pk.rabta.identity;

import pk.rabta.api.Text;

/** What a check of a public id found. */
public sealed interface CheckedId {

    /** The canonical text, or an exception with the English message; for ids that the hub wrote itself. */
    default String orThrow() {
        return switch (this) {
            case Valid valid -> valid.id();
            case Invalid invalid -> throw new IllegalArgumentException(invalid.message().en());
        };
    }

    /** A well-formed id; whether it exists is another question. */
    record Valid(String id) implements CheckedId {
    }

    /**
     * Not an id.
     *
     * @param code    stable word: {@code id-prefix}, {@code id-length}, {@code id-character} or {@code id-mistyped}
     * @param message what is wrong and what to do, without the value
     */
    record Invalid(String code, Text message) implements CheckedId {
    }
}
