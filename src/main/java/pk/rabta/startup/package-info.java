/** Says in plain words why the hub did not start, and which setting to change. */
@NullMarked
package pk.rabta.startup;

import org.jspecify.annotations.NullMarked;
