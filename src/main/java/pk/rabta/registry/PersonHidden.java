package pk.rabta.registry;

/**
 * The registry says for the first time that a person is a protected witness. Published in the transaction that keeps its
 * word: what the hub holds about them is out of reach when that commits. Listeners take locks in the order of their
 * {@code @Order}: consents, lists, referrals, messages.
 */
public record PersonHidden(String victimId) {}
