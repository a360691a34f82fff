/** What a referral's deliveries carry, and what a partner's answers do to it. */
@NamedInterface("exchange")
@NullMarked
package pk.rabta.referral.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
