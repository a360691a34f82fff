/** The unified API's edge: contract, callers, requests, answers and problems. */
@NullMarked
package pk.rabta.api;

import org.jspecify.annotations.NullMarked;
