/** JSON from outside, read strictly: one reading for every door. */
@NullMarked
package pk.rabta.json;

import org.jspecify.annotations.NullMarked;
