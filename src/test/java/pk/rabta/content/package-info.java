/** Files that people write without Java, held to the rules of the house: routes, profiles, programmes. */
@NullMarked
package pk.rabta.content;

import org.jspecify.annotations.NullMarked;
