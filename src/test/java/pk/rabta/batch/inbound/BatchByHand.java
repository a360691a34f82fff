package pk.rabta.batch.inbound;

import java.io.ByteArrayInputStream;

/** Brings a file to the hub past the partner's folder, for tests in other packages. */
public final class BatchByHand {

    private BatchByHand() {}

    public static void receive(BatchIn batch, String partner, String name, byte[] content) {
        batch.receive(partner, name, new ByteArrayInputStream(content));
        batch.process(partner);
    }
}
