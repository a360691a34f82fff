/** Checks an exported audit on any machine: without the hub, its database, its secrets or a network. */
@NullMarked
package pk.rabta.audit.verifier;

import org.jspecify.annotations.NullMarked;
