/** Messages that only their receiver can read: signed by the sender, then encrypted to the receiver (nested JWS in JWE). */
@NamedInterface("sealed")
@NullMarked
package pk.rabta.partner.sealed;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
