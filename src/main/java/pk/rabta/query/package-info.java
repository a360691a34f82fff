/** What every look-up and list of the API shares: whose records a caller sees, pages and their cursors. */
@NullMarked
package pk.rabta.query;

import org.jspecify.annotations.NullMarked;
