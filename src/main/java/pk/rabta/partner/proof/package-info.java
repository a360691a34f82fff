/** How partners prove themselves at the hub's door, by their profiles. */
@NullMarked
package pk.rabta.partner.proof;

import org.jspecify.annotations.NullMarked;
