package pk.rabta.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to be sent.
 *
 * @param kind     request, update, cancellation, write-back or event
 * @param priority 0 to 9; 9 goes first
 */
public record NewDelivery(String queue, String destination, @Nullable String referralId, UUID orderGroup, int priority,
                          String kind, String message, JsonNode detail) {}
