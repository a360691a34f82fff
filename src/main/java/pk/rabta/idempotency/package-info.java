/** Lets a caller repeat a POST safely: one key, one effect, one answer. */
@NullMarked
package pk.rabta.idempotency;

import org.jspecify.annotations.NullMarked;
