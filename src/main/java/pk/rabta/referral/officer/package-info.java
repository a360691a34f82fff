/** What a Victim Support Officer's tool does to a referral after it was accepted. */
@NullMarked
package pk.rabta.referral.officer;

import org.jspecify.annotations.NullMarked;
