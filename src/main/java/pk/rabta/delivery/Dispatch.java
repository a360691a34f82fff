package pk.rabta.delivery;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One claimed attempt, as routes see it (exchange variable {@code delivery}).
 *
 * @param attempt 1 for the first
 * @param mapping name of the outbound mapping in mappings/&lt;partner&gt;; null of a question, which sends none
 * @param answer  name of the mapping of the partner's answer; null where it says no more than "received"
 * @param path    where it goes, below the partner's address
 */
public record Dispatch(UUID deliveryId, UUID attemptId, int attempt, String messageId, String partner,
                       @Nullable String referralId, String kind, String message, @Nullable String mapping,
                       @Nullable String answer, @Nullable String path) {}
