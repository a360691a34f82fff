/** Loaded into the processes that a fault test starts, as a Java agent: the shipped jar itself stays as it is. */
@NullMarked
package pk.rabta.sandbox.faults.agent;

import org.jspecify.annotations.NullMarked;
