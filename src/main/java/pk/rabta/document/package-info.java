/** Documents by type and hash; the files stay where they are. */
@NullMarked
package pk.rabta.document;

import org.jspecify.annotations.NullMarked;
