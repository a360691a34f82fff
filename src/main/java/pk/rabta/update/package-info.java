/** Inbound messages: archived, known by the partner's id, translated, applied. */
@NullMarked
package pk.rabta.update;

import org.jspecify.annotations.NullMarked;
