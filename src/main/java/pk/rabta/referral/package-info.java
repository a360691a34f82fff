/** A person's referral to one programme: its state, its history, its way through the lifecycle. */
@NullMarked
package pk.rabta.referral;

import org.jspecify.annotations.NullMarked;
