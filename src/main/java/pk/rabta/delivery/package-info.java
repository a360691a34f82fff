/** Outbound messages: what is due, who sends it, what became of it. */
@NullMarked
package pk.rabta.delivery;

import org.jspecify.annotations.NullMarked;
