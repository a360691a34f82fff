/** Pure translation between the canonical contracts and the formats of partners, from files in {@code mappings/}. */
@NullMarked
package pk.rabta.mapping;

import org.jspecify.annotations.NullMarked;
