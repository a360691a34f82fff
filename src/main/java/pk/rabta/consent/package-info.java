/** The recorded basis of every disclosure, and its withdrawal. */
@NullMarked
package pk.rabta.consent;

import org.jspecify.annotations.NullMarked;
