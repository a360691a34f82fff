/** What an administrator may read of a message only with a grant: a reason, a second person, an end. */
@NullMarked
package pk.rabta.breakglass;

import org.jspecify.annotations.NullMarked;
