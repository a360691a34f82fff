/** Ids that leave the hub: random, checked, and silent about whom they stand for. */
@NullMarked
package pk.rabta.identity;

import org.jspecify.annotations.NullMarked;
