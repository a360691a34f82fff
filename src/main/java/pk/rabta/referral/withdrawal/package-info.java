/** Withdraws a consent: stops what has not left, recalls what has, and says what cannot be recalled. Also where a person is gone, or must not be found. */
@NullMarked
package pk.rabta.referral.withdrawal;

import org.jspecify.annotations.NullMarked;
