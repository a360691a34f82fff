/** Tests of what production runs: the compose file, the image and the realm. */
@NullMarked
package pk.rabta.production;

import org.jspecify.annotations.NullMarked;
