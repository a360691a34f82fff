/** What the registry of victims says of a person, and what is written back to it. */
@NullMarked
package pk.rabta.registry;

import org.jspecify.annotations.NullMarked;
