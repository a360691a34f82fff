package pk.rabta.invariant;

/**
 * One place where an invariant does not hold.
 *
 * @param object  id of the referral, delivery, partner or queue; never a person's
 * @param found   what is there instead: codes, counts and times
 * @param hidden  whether it is about a protected witness: shown to nobody but who has clearance
 */
public record Violation(String object, String found, boolean hidden) {}
