/** How a partner's files look and when they go: names, kinds, columns and cells, from its profile. */
@NullMarked
package pk.rabta.batch.layout;

import org.jspecify.annotations.NullMarked;
