/** Erases persons: their key, and what else says who they were. What was done, and how often, stays. */
@NullMarked
package pk.rabta.erasure;

import org.jspecify.annotations.NullMarked;
