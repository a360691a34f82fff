/** The envelope of SPDCI: addressed and signed on the way out, verified on the way in, acknowledged both ways. */
@NullMarked
package pk.rabta.spdci;

import org.jspecify.annotations.NullMarked;
