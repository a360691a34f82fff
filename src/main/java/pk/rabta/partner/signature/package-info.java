/** Signs what goes to a partner and verifies what comes from it, by the profile that both have agreed on. */
@NullMarked
package pk.rabta.partner.signature;

import org.jspecify.annotations.NullMarked;
