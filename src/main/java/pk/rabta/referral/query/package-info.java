/** Finds referrals and shows them to the tools that made them. */
@NullMarked
package pk.rabta.referral.query;

import org.jspecify.annotations.NullMarked;
