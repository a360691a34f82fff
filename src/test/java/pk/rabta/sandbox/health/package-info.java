/** The health department of Punjab: a FHIR R4 server with people at it who decide. */
@NullMarked
package pk.rabta.sandbox.health;

import org.jspecify.annotations.NullMarked;
