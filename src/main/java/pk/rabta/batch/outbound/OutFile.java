package pk.rabta.batch.outbound;

import java.util.UUID;

/**
 * A list that is on its way.
 *
 * @param name      the name under which the partner will see it
 * @param temporary the name under which it is uploaded, which the partner leaves alone. It ends with the epoch of the
 *                  lease: a node that stalled in an upload goes on in a file that nobody will rename
 */
public record OutFile(UUID id, String name, String temporary) {

    /** The list as it is uploaded under a lease. */
    static OutFile under(long epoch, UUID id, String name) {
        return new OutFile(id, name, name + ".part" + epoch);
    }
}
