package pk.rabta.referral.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * One transition of a referral.
 *
 * @param transition its number in the table, such as {@code T4}
 * @param from       null for a new referral
 * @param implied    nobody said so: it follows from what the partner did say
 */
public record Step(String transition, @Nullable ReferralStatus from, ReferralStatus to, boolean implied) {
}
