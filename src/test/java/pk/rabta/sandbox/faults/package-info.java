/** What can break, broken on purpose: processes killed at named points, and what holds afterwards. */
@NullMarked
package pk.rabta.sandbox.faults;

import org.jspecify.annotations.NullMarked;
