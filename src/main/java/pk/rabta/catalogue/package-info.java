/** The programmes a person can be referred to, their rules and clocks, as data. */
@NullMarked
package pk.rabta.catalogue;

import org.jspecify.annotations.NullMarked;
