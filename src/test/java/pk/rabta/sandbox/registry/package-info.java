/** The registry of victims of the sandbox: invented persons, served by SPDCI. */
@NullMarked
package pk.rabta.sandbox.registry;

import org.jspecify.annotations.NullMarked;
