package pk.rabta.update;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pk.rabta.referral.exchange.Came;

/**
 * An archived message of a partner, as routes see it (exchange variable {@code inbound}).
 *
 * @param mapping      name of the mapping to the canonical update
 * @param repeated     the same message came before; nothing is to be done
 * @param came         how it comes to be applied
 * @param expectedVersion the version of the referral that it is meant for; null for any
 */
public record Inbound(UUID id, String partner, String messageId, String mapping, boolean repeated, Came came,
                      @Nullable Long expectedVersion) {}
