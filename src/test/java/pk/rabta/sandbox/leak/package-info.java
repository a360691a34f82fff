/** Looks for what is known of persons where it must not be, in every form in which it could stand there. */
@NullMarked
package pk.rabta.sandbox.leak;

import org.jspecify.annotations.NullMarked;
