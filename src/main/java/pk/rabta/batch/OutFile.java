package pk.rabta.batch;

import java.util.UUID;

/**
 * A list that is on its way.
 *
 * @param name the name under which the partner will see it
 */
public record OutFile(UUID id, String name) {

    /** The name under which it is uploaded, which the partner leaves alone. */
    public String temporary() {
        return name + ".part";
    }
}
