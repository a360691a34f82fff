/** The hub's whole surroundings on one machine: database, broker, token issuer and simulated partners, for tests and the demo. */
@NullMarked
package pk.rabta.sandbox;

import org.jspecify.annotations.NullMarked;
