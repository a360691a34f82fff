/** Tasks of which one node at a time does its own: leases in the database, and writes that are refused after their end. */
@NullMarked
package pk.rabta.lease;

import org.jspecify.annotations.NullMarked;
