/** What a protocol needs beyond its route: HTTP clients by profile, FHIR's Task at the hub, updates as JSON. */
@NullMarked
package pk.rabta.connector;

import org.jspecify.annotations.NullMarked;
