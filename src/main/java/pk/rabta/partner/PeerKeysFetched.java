package pk.rabta.partner;

import org.jspecify.annotations.Nullable;

/**
 * The public keys of a partner were fetched, or could not be.
 *
 * @param code   a word for the fault where the partner answered something else, such as {@code http-503}
 * @param thrown the fault where it did not answer; with neither it went well
 */
public record PeerKeysFetched(String partner, @Nullable String code, @Nullable Exception thrown) {}
