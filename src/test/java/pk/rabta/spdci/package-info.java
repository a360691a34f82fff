/** Tests of the SPDCI envelope. */
@NullMarked
package pk.rabta.spdci;

import org.jspecify.annotations.NullMarked;
