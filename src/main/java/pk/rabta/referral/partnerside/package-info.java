/** What a partner's people or system see of their referrals, and say about them, through the API. */
@NullMarked
package pk.rabta.referral.partnerside;

import org.jspecify.annotations.NullMarked;
