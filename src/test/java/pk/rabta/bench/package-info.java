/** What the hub reaches, measured beside what the machine can do. Run with the profile bench, see src/docs. */
@NullMarked
package pk.rabta.bench;

import org.jspecify.annotations.NullMarked;
