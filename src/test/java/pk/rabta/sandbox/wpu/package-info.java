/** A unit of witness protection that speaks sealed messages. */
@NullMarked
package pk.rabta.sandbox.wpu;

import org.jspecify.annotations.NullMarked;
