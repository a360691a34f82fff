/** What a protocol needs beyond its route: HTTP clients by profile, and FHIR's Task at the hub. No partner is named here. */
@NullMarked
package pk.rabta.connector;

import org.jspecify.annotations.NullMarked;
