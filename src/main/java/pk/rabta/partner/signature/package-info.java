/** Signs what goes to a partner and verifies what comes from it, by the profile that both have agreed on. */
@NamedInterface("signature")
@NullMarked
package pk.rabta.partner.signature;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
