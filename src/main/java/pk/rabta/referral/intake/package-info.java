/** Accepts referrals: one call, one transaction, every fitting programme. */
@NullMarked
package pk.rabta.referral.intake;

import org.jspecify.annotations.NullMarked;
