/** The local time that the hub counts days and office hours in. */
@NullMarked
package pk.rabta.time;

import org.jspecify.annotations.NullMarked;
