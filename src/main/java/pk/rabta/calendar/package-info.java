/** Working days of Pakistan's provinces, as files. */
@NullMarked
package pk.rabta.calendar;

import org.jspecify.annotations.NullMarked;
