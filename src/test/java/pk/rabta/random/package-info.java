/** Tests that repeat with random values. */
@NullMarked
package pk.rabta.random;

import org.jspecify.annotations.NullMarked;
