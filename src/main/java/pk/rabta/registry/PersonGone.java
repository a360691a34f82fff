package pk.rabta.registry;

/**
 * The registry says for the first time that a person has died, or is kept under another id. Published in the transaction
 * that keeps its word.
 *
 * @param reason a reason code, see {@link Person#gone}
 */
public record PersonGone(String victimId, String reason) {}
