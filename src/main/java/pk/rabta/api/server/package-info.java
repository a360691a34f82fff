/** The HTTP door: tokens and callers, headers, filters, and the problems that the container answers by itself. */
@NamedInterface("server")
@NullMarked
package pk.rabta.api.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
