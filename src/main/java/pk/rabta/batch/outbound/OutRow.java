package pk.rabta.batch.outbound;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One claimed delivery, as a row of a list; {@code content} is sealed under its person's key. */
record OutRow(UUID deliveryId, UUID attemptId, @Nullable String referralId, byte[] content) {

    /** What the content is sealed with. */
    String context() {
        return "batch-row/" + deliveryId;
    }
}
