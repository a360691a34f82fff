/** A referral's states and what may change them: pure rules over one table, no storage and no clock. */
@NullMarked
@NamedInterface("lifecycle")
package pk.rabta.referral.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
