/** Tests of the mechanism on a small folder of its own, and of every mapping's examples. */
@NullMarked
package pk.rabta.mapping;

import org.jspecify.annotations.NullMarked;
