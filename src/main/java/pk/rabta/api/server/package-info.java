/** The HTTP door: tokens and callers, headers, filters, and the problems that the container answers by itself. */
@NullMarked
package pk.rabta.api.server;

import org.jspecify.annotations.NullMarked;
