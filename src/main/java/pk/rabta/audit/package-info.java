/** The append-only record of who did and disclosed what. */
@NullMarked
package pk.rabta.audit;

import org.jspecify.annotations.NullMarked;
