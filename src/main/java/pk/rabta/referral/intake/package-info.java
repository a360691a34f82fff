/** Accepts referrals: one call, one transaction, every fitting programme. */
@NamedInterface("intake")
@NullMarked
package pk.rabta.referral.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
