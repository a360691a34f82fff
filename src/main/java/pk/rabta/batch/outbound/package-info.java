/** Lists to a partner: what is due by its schedule, written, uploaded, and settled row by row. */
@NullMarked
package pk.rabta.batch.outbound;

import org.jspecify.annotations.NullMarked;
