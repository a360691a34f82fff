package pk.rabta.batch.inbound;

import java.io.ByteArrayInputStream;
import org.springframework.dao.DuplicateKeyException;

/** Brings a file to the hub past the partner's folder, for tests in other packages. */
public final class BatchByHand {

    private BatchByHand() {}

    public static void receive(BatchIn batch, String partner, String name, byte[] content) {
        batch.receive(partner, name, null, new ByteArrayInputStream(content));
        try {
            batch.process(partner);
        } catch (DuplicateKeyException theHubWasAtItAlready) {
            // Its chunk counts, and this one was rolled back.
        }
    }
}
