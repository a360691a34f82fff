/** All referrals of one person from one assessment. */
@NullMarked
package pk.rabta.casefile;

import org.jspecify.annotations.NullMarked;
