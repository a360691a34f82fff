package pk.rabta.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One outbound message, as stored.
 *
 * @param messageId   the id the partner sees, the same in every attempt
 * @param queue       whose consumer sends it
 * @param destination what is paused or broken as one: a partner or a subscription
 * @param message     which of the programme's or partner's messages it is
 * @param detail      codes and ids that the subject put there
 * @param attempts    how often it was tried
 */
public record Delivery(
        UUID id,
        long sequence,
        String messageId,
        String queue,
        String destination,
        @Nullable String referralId,
        UUID orderGroup,
        int priority,
        String kind,
        String message,
        JsonNode detail,
        DeliveryState state,
        @Nullable UUID enqueueId,
        int attempts,
        @Nullable UUID attemptId) {}
