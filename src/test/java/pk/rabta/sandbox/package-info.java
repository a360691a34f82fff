/** The hub's surroundings on one machine: database, broker, token issuer and simulated partners, for tests and demo. */
@NullMarked
package pk.rabta.sandbox;

import org.jspecify.annotations.NullMarked;
