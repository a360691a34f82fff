/** The append-only record of who did and disclosed what: a log of leaves that can be proven, ADR 6. */
@NullMarked
package pk.rabta.audit;

import org.jspecify.annotations.NullMarked;
