/** A partner's file on its way in: read row by row as a stream, each row becomes an update or a problem. */
@NullMarked
package pk.rabta.batch.inbound;

import org.jspecify.annotations.NullMarked;
