/** Keeps what names a person sealed, and lets it be found by keyed hash only. */
@NullMarked
package pk.rabta.protection;

import org.jspecify.annotations.NullMarked;
