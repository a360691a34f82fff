/** What is always true of the hub: looked at all the time, told as soon as it is not. */
@NullMarked
package pk.rabta.invariant;

import org.jspecify.annotations.NullMarked;
