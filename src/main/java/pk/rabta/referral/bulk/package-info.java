/** Many submissions in one call: each line is taken as a single submission is, and answered by a line of its own. */
@NullMarked
package pk.rabta.referral.bulk;

import org.jspecify.annotations.NullMarked;
